package dev.countersign.app.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.findings.FindingsView;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text that is asked for exists, and every text that exists is asked for. */
class WordsTest {
    private static final Path TEXTS = Path.of("src", "main", "resources", "dev", "countersign", "app");
    private static final Path CODE = Path.of("src", "main", "java", "dev", "countersign", "app");
    private static final Pattern LITERAL = Pattern.compile("\"([a-zA-Z]+(?:\\.[a-zA-Z]+)+\\.?|[a-zA-Z]+\\.|[a-z]+)\"");

    static Stream<Path> bundles() throws IOException {
        try (Stream<Path> files = Files.walk(TEXTS)) {
            return files.filter(f -> f.endsWith("words.properties")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void everyTextIsUsed(Path bundle) throws IOException {
        Properties texts = load(bundle);
        List<String> literals = literals(CODE.resolve(bundle.getParent().getFileName()));
        assertThat(texts.stringPropertyNames())
                .allSatisfy(key -> assertThat(literals)
                        .as(bundle + " " + key)
                        .anyMatch(l -> l.equals(key)
                                || l.endsWith(".") && key.startsWith(l)
                                || key.equals(l + ".label")
                                || key.equals(l + ".prompt")));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void everyTextIsAPattern(Path bundle) throws IOException {
        Properties texts = load(bundle);
        assertThat(texts.stringPropertyNames())
                .allSatisfy(key -> assertThat(
                                new MessageFormat(texts.getProperty(key)).format(new Object[] {1, 2, 3, 4, 5, 6, 7}))
                        .as(key)
                        .isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void everyTextThatIsAskedForExists(Path bundle) throws IOException {
        Properties texts = load(bundle);
        Pattern call = Pattern.compile("words\\s*\\.get\\(\\s*\"([a-zA-Z.]+[a-zA-Z])\"\\s*[,)]");
        try (Stream<Path> files = Files.list(CODE.resolve(bundle.getParent().getFileName()))) {
            for (Path file : files.toList()) {
                Matcher matcher = call.matcher(Files.readString(file));
                while (matcher.find()) {
                    assertThat(texts.stringPropertyNames()).as(file.toString()).contains(matcher.group(1));
                }
            }
        }
    }

    @Test
    void numbersAndPluralsAreFilledIn() {
        Words words = Words.of(FindingsView.class);
        assertThat(words.get("header.error", 1)).isEqualTo("1 error");
        assertThat(words.get("header.error", 1204)).isEqualTo("1,204 errors");
    }

    private static Properties load(Path bundle) throws IOException {
        Properties texts = new Properties();
        try (Reader in = Files.newBufferedReader(bundle, StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts;
    }

    private static List<String> literals(Path room) throws IOException {
        List<String> literals = new ArrayList<>();
        try (Stream<Path> files = Files.list(room)) {
            for (Path file : files.toList()) {
                Matcher matcher = LITERAL.matcher(Files.readString(file));
                while (matcher.find()) {
                    literals.add(matcher.group(1));
                }
            }
        }
        return literals;
    }
}
