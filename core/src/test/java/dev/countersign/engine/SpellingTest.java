package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import org.junit.jupiter.api.Test;

class SpellingTest {

    @Test
    void majorVersionsSpellDifferently() {
        assertThat(Spelling.differ(version("15.18 (Debian)"), version("18.6"))).isTrue();
    }

    @Test
    void minorVersionsDoNotMatter() {
        assertThat(Spelling.differ(version("18.4"), version("18.6"))).isFalse();
    }

    private static Catalog version(String version) {
        return Catalog.empty("postgres", version);
    }
}
