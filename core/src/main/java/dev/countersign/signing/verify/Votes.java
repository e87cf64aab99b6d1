package dev.countersign.signing.verify;

import dev.countersign.signing.record.Decision;
import dev.countersign.signing.record.Withdraw;
import dev.countersign.signing.trust.People;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The latest decision of each person that was not taken back. At the same second a rejection beats an approval. */
final class Votes {
    /** One person's standing decision. */
    record Vote(CheckedRecord record, Decision decision) {
        String signer() {
            return decision.signer();
        }
    }

    private Votes() {}

    static List<Vote> standing(List<CheckedRecord> records, People people) {
        Map<String, Vote> latest = new HashMap<>();
        Comparator<Vote> later = Comparator.comparing(
                        (Vote vote) -> vote.decision().at())
                .thenComparing(vote -> vote.decision().decision() == Decision.Choice.REJECT);
        for (CheckedRecord record : records) {
            if (record.record() instanceof Decision decision && !withdrawn(decision, records, people)) {
                latest.merge(
                        people.id(decision.signer()),
                        new Vote(record, decision),
                        (a, b) -> later.compare(a, b) >= 0 ? a : b);
            }
        }
        List<Vote> out = new ArrayList<>(latest.values());
        out.sort(Comparator.comparing(Vote::signer));
        return out;
    }

    private static boolean withdrawn(Decision decision, List<CheckedRecord> records, People people) {
        return records.stream()
                .anyMatch(record -> record.record() instanceof Withdraw withdraw
                        && withdraw.scope() == Withdraw.Scope.DECISION
                        && people.same(withdraw.signer(), decision.signer())
                        && !withdraw.at().isBefore(decision.at()));
    }
}
