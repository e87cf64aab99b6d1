package dev.countersign.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.lint.Analyzer;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A code that an analyzer can report is one that explain knows of, or there is a reason why no single object brings it. */
class PossibleFindingsTest {
    /** Codes that do not follow from a change of an object by itself, and why. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("DST106", "what CASCADE takes along follows from the whole plan"),
            Map.entry("MFX105", "only rows prove it"),
            Map.entry("MFX106", "only rows prove it"),
            Map.entry("MFX109", "only rows prove it"),
            Map.entry("PG103", "about the transaction of a file"),
            Map.entry("TX101", "about the transaction of a file"),
            Map.entry("TX201", "about the transaction of a file"),
            Map.entry("TXN109", "about the transaction of a file"),
            Map.entry("OW101", "explained as a guard"),
            Map.entry("OW102", "explained as a guard"),
            Map.entry("NM101", "explained by the naming rule"),
            Map.entry("NM102", "explained by the naming rule"),
            Map.entry("NM103", "explained by the naming rule"),
            Map.entry("NM104", "explained by the naming rule"),
            Map.entry("NM105", "explained by the naming rule"),
            Map.entry("NM106", "explained by the naming rule"));

    @Test
    void everyCodeOfEveryAnalyzerIsKnown() {
        Set<String> reported = new TreeSet<>();
        ServiceLoader.load(Analyzer.class).forEach(analyzer -> reported.addAll(analyzer.codes()));
        Set<String> unknown = new TreeSet<>(reported);
        unknown.removeAll(PossibleFindings.codes());
        unknown.removeAll(ELSEWHERE.keySet());
        assertThat(unknown).isEmpty();
        assertThat(PossibleFindings.codes())
                .as("told of and reported by nobody")
                .isSubsetOf(reported);
    }
}
