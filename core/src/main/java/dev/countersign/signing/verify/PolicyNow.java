package dev.countersign.signing.verify;

import dev.countersign.signing.Digest;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The policy of the verifier's own copy of the project.
 *
 * @param project the project file as the verifier names it
 * @param sha256 of the project file
 * @param files digests of all other files that the policy is made from, such as rule and team files, by path from the project file's directory
 * @param owners who owns what the plan touches, by its ownership policy
 */
public record PolicyNow(String project, Digest sha256, SortedMap<String, Digest> files, Owners owners) {
    public PolicyNow {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
}
