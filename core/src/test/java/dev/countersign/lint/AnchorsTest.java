package dev.countersign.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnchorsTest {
    @ParameterizedTest
    @ValueSource(strings = {"^a", "^a$", "\\Aa", "(?i)^a", "(^a|^b)", "^a|^b", "(?:^a)+", "^[|]x", "^(a|b)", "^a\\|b"})
    void anchored(String regex) {
        assertThat(Anchors.atStart(regex)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "deprecated_.+",
                "^a|b",
                "(^a|b)",
                "(^a)?b",
                "[^a]",
                "a^",
                "",
                "|^a",
                "(",
                "[",
                "\\",
                "(?i",
                "^a|"
            })
    void notAnchored(String regex) {
        assertThat(Anchors.atStart(regex)).isFalse();
    }
}
