package dev.countersign.signing.verify;

import dev.countersign.signing.manifest.PolicyFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** V14: the policy is still the one that the plan was judged by, file by file. */
final class PolicyChecks {
    private static final int BRIEF = "sha256:".length() + 12;

    private PolicyChecks() {}

    static List<Finding> of(PolicyFacts signed, PolicyNow now) {
        List<Finding> findings = new ArrayList<>();
        Optional<String> project = signed.sha256().map(Object::toString);
        compare(now.project(), project, Optional.of(now.sha256().toString())).ifPresent(findings::add);
        SortedMap<String, String> before = new TreeMap<>(signed.files());
        now.files()
                .forEach((path, digest) -> compare(
                                path, Optional.ofNullable(before.remove(path)), Optional.of(digest.toString()))
                        .ifPresent(findings::add));
        before.forEach((path, digest) ->
                compare(path, Optional.of(digest), Optional.empty()).ifPresent(findings::add));
        return findings;
    }

    private static Optional<Finding> compare(String file, Optional<String> before, Optional<String> after) {
        if (before.equals(after)) {
            return Optional.empty();
        }
        String how = before.isEmpty()
                ? "it is " + brief(after) + " and took no part then"
                : after.isEmpty()
                        ? "it was " + brief(before) + " and is no part of the policy now"
                        : "it was " + brief(before) + ", it is " + brief(after);
        return Optional.of(new Finding(Check.V14, "policy changed since signing: " + file + ": " + how));
    }

    private static String brief(Optional<String> digest) {
        return digest.map(d -> d.length() > BRIEF ? d.substring(0, BRIEF) + "\u2026" : d)
                .orElse("");
    }
}
