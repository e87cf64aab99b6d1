package dev.countersign.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserPatternTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^deprecated_[a-z0-9_]{1,60}$",
                "(?i)create +(unique +)?index",
                "a{1000}b{1000}",
                "[\\]{9999}]{2}",
                "\\{1000\\}{3}",
                "(a|b){50}(c|d){50}",
                "x{,5}",
                "a{"
            })
    void ordinaryPatternsCompile(String regex) {
        assertThat(UserPattern.compile(regex).pattern()).isEqualTo(regex);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a{1000}){1000}",
                "((a{100}){100}){100}",
                "(?:(?:(?:x{1,99}){1,99})y){9}",
                "([a-z]{200}[0-9]){500}"
            })
    void repeatedRepetitionsAreRefused(String regex) {
        assertThatThrownBy(() -> UserPattern.compile(regex))
                .isInstanceOf(PatternSyntaxException.class)
                .hasMessageContaining("its repetitions make it too big");
    }

    /** The compiler would not come back from these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?i)[a-\\x{10FFFF}]",
                "(?i)[--\\x{FFFF}]",
                "(?si:x[^\\t-\\x{1C80}])",
                "a(?i)\u1c85",
                "(?i)[\u0400-\u2000]",
                "(?i)\\x{1c88}",
                "(?i)\\Q\u1c80"
            })
    void lettersWhoseCasesLeadNowhereAreRefusedWhereCaseDoesNotCount(String regex) {
        assertThatThrownBy(() -> UserPattern.compile(regex))
                .isInstanceOf(PatternSyntaxException.class)
                .hasMessageContaining("regardless of case");
        assertThat(UserPattern.compile(regex.replace("i)", ")").replace("i:", ":"))
                        .matcher(""))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?i)[a-z\\x{3041}-\\x{3093}]",
                "(?i)[^a-f-]",
                "(?i)\\pL",
                "(?i)\\p{Cyrillic}",
                "[a-\\x{10FFFF}]",
                "(?i).-x"
            })
    void otherRangesCompile(String regex) {
        assertThat(UserPattern.compile(regex).pattern()).isEqualTo(regex);
    }

    @Test
    void deepAndLongPatternsAreRefused() {
        assertThatThrownBy(() -> UserPattern.compile("(".repeat(3000) + ")".repeat(3000)))
                .isInstanceOf(PatternSyntaxException.class)
                .hasMessageContaining("nests more than 100 groups");
        assertThatThrownBy(() -> UserPattern.compile("x".repeat(10_001)))
                .isInstanceOf(PatternSyntaxException.class)
                .hasMessageContaining("more than 10000 characters");
    }
}
