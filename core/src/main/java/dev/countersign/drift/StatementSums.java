package dev.countersign.drift;

import dev.countersign.source.directory.RunningSum;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The sums that a row keeps of the statements of its file as long as not all of them ran: each over all statements up to it. */
final class StatementSums {
    private StatementSums() {}

    /**
     * The number of the first statement, from 1, that is not the one that ran.
     *
     * @param sums of the statements that ran
     * @param statements the statements of the file as they are now, without their semicolons
     */
    static OptionalInt firstChanged(List<String> sums, List<String> statements) {
        RunningSum before = new RunningSum();
        for (int i = 0; i < sums.size(); i++) {
            Optional<RunningSum> now =
                    i < statements.size() ? over(before, statements.get(i), sums.get(i)) : Optional.empty();
            if (now.isEmpty()) {
                return OptionalInt.of(i + 1);
            }
            before = now.get();
        }
        return OptionalInt.empty();
    }

    /** The semicolon counts where there is one: not behind the last statement of a file, and not with other delimiters. */
    private static Optional<RunningSum> over(RunningSum before, String statement, String sum) {
        return Stream.of(before.and(statement + ";"), before.and(statement))
                .filter(now -> now.text().equals(sum))
                .findFirst();
    }
}
