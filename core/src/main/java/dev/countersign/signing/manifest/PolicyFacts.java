package dev.countersign.signing.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countersign.signing.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The policy that the plan was made and judged by.
 *
 * @param path of the policy file, empty when there was none
 * @param sha256 of the policy file
 * @param variables with the values used
 * @param effective the resolved settings, what was kept out and what was decided about renames, as text by name, and the digests of the files that
 *     the policy was made from
 */
public record PolicyFacts(
        Optional<String> path, Optional<Digest> sha256, List<VariableValue> variables, Map<String, String> effective) {
    /** What the names of files have in front among the effective settings. */
    public static final String FILE = "file: ";

    /** The name of the schema among the effective settings in whose scope everything was compared, and which patterns of the policy need not name. */
    public static final String ONE_SCHEMA = "scope of one schema";

    public PolicyFacts {
        variables = List.copyOf(variables);
        effective = new TreeMap<>(effective);
    }

    /** The effective settings, sorted by name. */
    @Override
    public Map<String, String> effective() {
        return new TreeMap<>(effective);
    }

    /** The schema that patterns of the policy need not name; empty where they begin at the schema. */
    public Optional<String> oneSchema() {
        return Optional.ofNullable(effective.get(ONE_SCHEMA));
    }

    /** The digests of the files that the policy was made from besides the policy file, as written, by path. */
    public SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        effective.forEach((name, value) -> {
            if (name.startsWith(FILE)) {
                files.put(name.substring(FILE.length()), value);
            }
        });
        return files;
    }

    /**
     * @param setBy {@code default}, {@code --var} or {@code switch}
     * @param sensitive always false: a plan with a secret in it is not written
     */
    public record VariableValue(
            String name,
            String type,
            String value,
            @JsonProperty("default") String defaultValue,
            String setBy,
            boolean sensitive) {}
}
