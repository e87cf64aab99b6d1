package dev.countersign.signing.verify;

import dev.countersign.signing.Digest;
import dev.countersign.signing.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of a verification, as data.
 *
 * @param file name of the file, for people
 * @param plan digest of the plan part; empty when the file is too damaged to have one
 * @param trust digest of the trust folder used
 * @param checkedAt the time that was taken as now, UTC
 * @param rules names of the rules that apply
 * @param records what was signed, in file order
 * @param findings why it is refused, in the order of the checks; empty when it is accepted
 * @param notes what people should know although it refuses nothing
 */
public record Verdict(
        String file,
        Optional<Digest> plan,
        Digest trust,
        Instant checkedAt,
        List<String> rules,
        List<SignedBy> records,
        List<Finding> findings,
        List<String> notes) {
    public Verdict {
        rules = List.copyOf(rules);
        records = List.copyOf(records);
        findings =
                findings.stream().sorted(Comparator.comparing(Finding::check)).toList();
        notes = List.copyOf(notes);
    }

    /**
     * A record for people.
     *
     * @param label for example {@code decision 1 (alice@corp.example)}
     * @param kind seal, decision …
     * @param signer principal
     * @param at claimed time
     * @param says for example {@code approve}; empty for kinds without a choice
     * @param comment free text of the signer
     * @param key fingerprint of the key
     * @param trusted whether signature, key and plan are right
     */
    public record SignedBy(
            String label,
            String kind,
            String signer,
            Instant at,
            Optional<String> says,
            Optional<String> comment,
            String key,
            boolean trusted) {}

    /** Whether the plan may be trusted. */
    public boolean accepted() {
        return findings.isEmpty();
    }

    /** 0 when accepted, otherwise the code of the first finding. */
    public int exitCode() {
        return findings.isEmpty() ? 0 : findings.getFirst().check().exitCode();
    }

    /** The same as JSON. */
    public String toJson() {
        View view = new View(
                file,
                plan,
                plan.map(Digest::spoken),
                accepted(),
                exitCode(),
                trust,
                checkedAt,
                rules,
                records,
                findings,
                notes);
        return new String(new StrictJson().write(view), StandardCharsets.UTF_8);
    }

    /** The JSON form, with what is computed from the rest. */
    private record View(
            String file,
            Optional<Digest> plan,
            Optional<String> spoken,
            boolean accepted,
            int exitCode,
            Digest trust,
            Instant checkedAt,
            List<String> rules,
            List<SignedBy> records,
            List<Finding> findings,
            List<String> notes) {}
}
