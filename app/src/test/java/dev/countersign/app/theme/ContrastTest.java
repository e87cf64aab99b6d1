package dev.countersign.app.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text can be read on what it stands on: WCAG 2.2, 1.4.3, at least 4.5 to 1. */
class ContrastTest {
    private static final double ENOUGH = 4.5;

    @ParameterizedTest
    @ValueSource(strings = {"theme-light", "theme-dark"})
    void textStandsOutFromItsGround(String theme) throws IOException {
        Map<String, String> tokens = tokens(theme);
        for (String ground : List.of("page", "raised", "hover", "selected")) {
            for (String text : List.of("text", "muted", "error", "warning", "ok")) {
                check(theme, tokens, text, ground);
            }
        }
        for (String ground : List.of("page", "removed", "added", "selected", "appeared")) {
            for (String text : List.of("sql-keyword", "sql-type", "sql-literal", "sql-comment", "text")) {
                check(theme, tokens, text, ground);
            }
        }
        for (String severity : List.of("error", "warning", "info", "ok")) {
            check(theme, tokens, severity, severity + "-soft");
            check(theme, tokens, "text", severity + "-soft");
            check(theme, tokens, "muted", severity + "-soft");
        }
        check(theme, tokens, "text", "removed-word");
        check(theme, tokens, "text", "added-word");
        check(theme, tokens, "fold-text", "fold");
        check(theme, tokens, "accent", "page");
    }

    private static void check(String theme, Map<String, String> tokens, String text, String ground) {
        double light = luminance(tokens.get(text));
        double dark = luminance(tokens.get(ground));
        double contrast = (Math.max(light, dark) + 0.05) / (Math.min(light, dark) + 0.05);
        assertThat(contrast).as(theme + ": " + text + " on " + ground).isGreaterThanOrEqualTo(ENOUGH);
    }

    /** Relative luminance as WCAG defines it. */
    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double channel = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += weights[i] * (channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static Map<String, String> tokens(String theme) throws IOException {
        String css = Files.readString(
                Path.of("src", "main", "resources", "dev", "countersign", "app", "theme", "tokens.css"));
        int start = css.indexOf("." + theme + " {");
        Map<String, String> tokens = new HashMap<>();
        Matcher matcher = Pattern.compile("-cs-([a-z-]+): (#[0-9a-f]{6,8});")
                .matcher(css.substring(start, css.indexOf('}', start)));
        while (matcher.find()) {
            tokens.put(matcher.group(1), matcher.group(2));
        }
        return tokens;
    }
}
