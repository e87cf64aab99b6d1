package dev.countersign.policy;

import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.SourceRange;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One selected environment with the policy in force for it.
 *
 * @param name its name; empty when none is selected and only the top-level blocks hold
 * @param target what the {@code for_each} item it was made for is called: its key without passwords
 * @param url the target database; may carry a password, so never show it as it is
 * @param dev the dev database; likewise
 * @param src URLs of the desired state from {@code src}
 * @param schemaSrc URLs of the desired state from {@code schema.src}
 * @param schemas the schemas it is limited to; empty means all
 * @param exclude patterns of objects to leave out
 * @param include patterns of objects to keep; empty means all
 * @param migration its migration directory
 * @param attributes attributes that are no setting; inputs for schema files
 * @param whenIdle what to say of each of these where nothing takes it
 * @param baseline SQL that every scratch database starts with, from the block that describes the dev database
 * @param mode which kinds of objects are compared
 * @param checks rules about the plan as a whole
 * @param seedData how rows of the desired state become those of the database; empty when they do not
 * @param formats Go templates for what commands write, by command, e.g. {@code schema.diff}
 * @param diff how to plan
 * @param lint how to treat findings
 * @param tests where its tests are
 * @param range the block; empty when none is selected
 */
public record Environment(
        String name,
        Optional<String> target,
        Optional<String> url,
        Optional<String> dev,
        List<String> src,
        List<String> schemaSrc,
        List<String> schemas,
        List<String> exclude,
        List<String> include,
        Optional<Migration> migration,
        SortedMap<String, HclValue> attributes,
        SortedMap<String, NotEvaluated> whenIdle,
        Optional<String> baseline,
        SchemaMode mode,
        List<ApplyCheck> checks,
        Optional<SeedData> seedData,
        SortedMap<String, String> formats,
        DiffPolicy diff,
        LintPolicy lint,
        TestBlocks tests,
        Optional<SourceRange> range) {

    /** The command whose output a {@code lint} block can describe too. */
    static final String LINT_FORMAT = "migrate.lint";

    private static final String SCHEME = "env://";

    /** Copies the collections. */
    public Environment {
        src = List.copyOf(src);
        schemaSrc = List.copyOf(schemaSrc);
        schemas = List.copyOf(schemas);
        exclude = List.copyOf(exclude);
        include = List.copyOf(include);
        checks = List.copyOf(checks);
        formats = Collections.unmodifiableSortedMap(new TreeMap<>(formats));
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        whenIdle = Collections.unmodifiableSortedMap(new TreeMap<>(whenIdle));
    }

    /**
     * The attributes that are no setting and that nothing takes: probably mistakes.
     *
     * @param taken the names that something takes
     */
    public List<NotEvaluated> idle(Set<String> taken) {
        return whenIdle.entrySet().stream()
                .filter(e -> !taken.contains(e.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** URLs of the desired state: {@code src}, or else {@code schema.src}. */
    public List<String> desired() {
        return src.isEmpty() ? schemaSrc : src;
    }

    /** The same environment with other URLs. */
    Environment withUrls(
            Optional<String> otherUrl,
            Optional<String> otherDev,
            List<String> otherSrc,
            List<String> otherSchemaSrc,
            SortedMap<String, NotEvaluated> otherIdle) {
        return new Environment(
                name,
                target,
                otherUrl,
                otherDev,
                otherSrc,
                otherSchemaSrc,
                schemas,
                exclude,
                include,
                migration,
                attributes,
                otherIdle,
                baseline,
                mode,
                checks,
                seedData,
                formats,
                diff,
                lint,
                tests,
                range);
    }

    /**
     * Resolves a URL of the form {@code env://attribute}; any other URL is returned as it is.
     *
     * @throws PolicyException when the environment has no such text attribute, the attribute is a list of several
     *     values, or it points at another {@code env://}
     */
    public String resolve(String reference) {
        return resolve(reference, place());
    }

    /** The name of the attribute that a URL refers to; empty for a URL that stands for itself. */
    static Optional<String> referred(String url) {
        return url.startsWith(SCHEME) ? Optional.of(url.substring(SCHEME.length())) : Optional.empty();
    }

    /** @param at where the reference stands */
    String resolve(String reference, SourceRange at) {
        Optional<String> referred = referred(reference);
        if (referred.isEmpty()) {
            return reference;
        }
        String attribute = referred.get();
        List<String> values = values().get(attribute);
        if (values == null) {
            throw fail(HclProblem.unknownName(
                    at,
                    "\"" + reference + "\" cannot be resolved: environment \"" + name + "\" does not set \"" + attribute
                            + "\"",
                    attribute,
                    values().keySet()));
        }
        if (values.size() != 1) {
            throw fail(HclProblem.at(
                    at, "\"" + reference + "\" stands for " + values.size() + " values; exactly one is needed here"));
        }
        String value = values.getFirst();
        if (value.startsWith(SCHEME)) {
            throw fail(HclProblem.at(
                    at,
                    "\"" + reference + "\" is \"" + value
                            + "\", another reference; it must be the URL itself, as only one is followed"));
        }
        return value;
    }

    private SortedMap<String, List<String>> values() {
        SortedMap<String, List<String>> values = new TreeMap<>();
        attributes.forEach((key, value) -> Conversions.text(value).ifPresent(t -> values.put(key, List.of(t))));
        url.ifPresent(v -> values.put("url", List.of(v)));
        dev.ifPresent(v -> values.put("dev", List.of(v)));
        for (var list : Map.of("src", src, "schema.src", schemaSrc).entrySet()) {
            if (!list.getValue().isEmpty()) {
                values.put(list.getKey(), list.getValue());
            }
        }
        if (src.isEmpty() && !schemaSrc.isEmpty()) {
            values.put("src", schemaSrc);
        }
        migration.flatMap(Migration::dir).ifPresent(dir -> values.put("migration.dir", List.of(dir)));
        return values;
    }

    private SourceRange place() {
        return range.orElseGet(() -> new HclSource("project file", "").range(0, 0));
    }

    private static PolicyException fail(HclProblem problem) {
        return new PolicyException(problem);
    }

    /** Without URLs and attributes: they may hold passwords. */
    @Override
    public String toString() {
        return "environment \"" + name + "\"" + target.map(t -> " (" + t + ")").orElse("");
    }
}
