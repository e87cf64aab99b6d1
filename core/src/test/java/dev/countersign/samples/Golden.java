package dev.countersign.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Expected texts kept as files below {@code src/test/resources/golden}. With {@code -Dcountersign.golden=update} a test writes the file instead of
 * comparing with it; the difference is then read in version control.
 */
public final class Golden {
    private static final Path FOLDER =
            Path.of(System.getProperty("countersign.root"), "core", "src", "test", "resources", "golden");

    private Golden() {}

    /**
     * Compares a text with its golden file.
     *
     * @param name path below the golden folder
     * @param actual the whole text, lines ending in LF
     * @throws IOException if the file cannot be read or written
     */
    public static void assertMatches(String name, String actual) throws IOException {
        Path file = FOLDER.resolve(name);
        if ("update".equals(System.getProperty("countersign.golden"))) {
            assertThat(System.getenv("CI"))
                    .as("a build server never rewrites golden files")
                    .isNull();
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual);
            return;
        }
        assertThat(file)
                .as("golden file; make it with -Dcountersign.golden=update")
                .content()
                .isEqualTo(actual);
    }
}
