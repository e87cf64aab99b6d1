package dev.countersign.signing.plan;

import dev.countersign.signing.Digest;
import dev.countersign.signing.manifest.Manifest;
import dev.countersign.signing.manifest.StatementEntry;
import dev.countersign.signing.manifest.StatementEntry.TextRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whether the sql section holds exactly the statements that the manifest names, and nothing else (V3). */
public final class StatementCheck {
    private StatementCheck() {}

    /** One sentence for each thing that is wrong; empty when all is well. */
    public static List<String> problems(PlanFile file, Manifest manifest) {
        List<String> problems = new ArrayList<>();
        List<PlanSql> texts = new ArrayList<>();
        for (int i = 0; i < manifest.statements().size(); i++) {
            StatementEntry statement = manifest.statements().get(i);
            if (statement.n() != i + 1) {
                problems.add("statement " + (i + 1) + " of the manifest calls itself number " + statement.n());
            }
            Optional<String> text = text(file, statement.text(), "statement " + (i + 1), problems);
            Optional<String> undo = statement
                    .undo()
                    .flatMap(range -> text(file, range, "undo of statement " + statement.n(), problems));
            text.ifPresent(found -> texts.add(new PlanSql(found, undo)));
        }
        if (problems.isEmpty()) {
            compare(file, manifest, texts, problems);
        }
        return List.copyOf(problems);
    }

    private static Optional<String> text(PlanFile file, TextRange range, String name, List<String> problems) {
        try {
            String text = file.text(range);
            if (Digest.of(text.getBytes(StandardCharsets.UTF_8)).equals(range.sha256())) {
                return Optional.of(text);
            }
            problems.add(name + ": text does not match its hash; somebody edited the SQL after the plan was made");
        } catch (PlanFormatException e) {
            problems.add(name + ": its range points outside the sql section");
        }
        return Optional.empty();
    }

    /** Lays the texts out again: any gap, overlap, other order or foreign line makes a difference. */
    private static void compare(PlanFile file, Manifest manifest, List<PlanSql> texts, List<String> problems) {
        try {
            SqlSection expected = SqlSection.of(texts);
            boolean same = Arrays.equals(expected.content(), file.sqlBytes());
            for (int i = 0; i < texts.size(); i++) {
                StatementEntry statement = manifest.statements().get(i);
                same &= statement.text().equals(expected.statements().get(i))
                        && statement.undo().equals(expected.undos().get(i));
            }
            if (!same) {
                problems.add(
                        "the sql section holds text that belongs to no statement, or its statements are out of order");
            }
        } catch (PlanFormatException e) {
            problems.add(e.getMessage());
        }
    }
}
