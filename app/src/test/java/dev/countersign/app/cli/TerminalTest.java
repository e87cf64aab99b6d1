package dev.countersign.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalTest {

    @Test
    void controlCharactersOfNamesCannotReachTheTerminal() {
        assertThat(Terminal.visible("drop table \u001b[2Jusers\u0007 \u009b31m\tok\n"))
                .isEqualTo("drop table \\u{1b}[2Jusers\\u{7} \\u{9b}31m\tok\n");
    }

    @Test
    void aFileGetsTheResultAsItIsAndATerminalAWordAboutWhatItShows() {
        String sql = "CREATE FUNCTION f() AS $$\r\nSELECT '\u001b'$$;\n";
        assertThat(printed(sql, true)).containsExactly(sql, "");
        assertThat(printed(sql, false))
                .satisfiesExactly(
                        out -> assertThat(out).isEqualTo("CREATE FUNCTION f() AS $$\\u{d}\nSELECT '\\u{1b}'$$;\n"),
                        err -> assertThat(err).contains("--out FILE writes it as it is"));
        assertThat(printed("SELECT 1;\n", false)).containsExactly("SELECT 1;\n", "");
    }

    /** Standard output and standard error. */
    private static List<String> printed(String text, boolean redirected) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        new Terminal(new PrintWriter(out), new PrintWriter(err), false, redirected).result(text);
        return List.of(out.toString(), err.toString());
    }

    @Test
    void knowsAFileFromATerminal(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("plan.sql"));
        assertThat(StandardOutput.isFileOrProgram(Files.createSymbolicLink(folder.resolve("1"), file)))
                .isTrue();
        assertThat(StandardOutput.isFileOrProgram(
                        Files.createSymbolicLink(folder.resolve("2"), Path.of("pipe:[4711]"))))
                .isTrue();
        assertThat(StandardOutput.isFileOrProgram(Files.createSymbolicLink(folder.resolve("3"), Path.of("terminal"))))
                .isFalse();
        assertThat(StandardOutput.isFileOrProgram(folder.resolve("none"))).isFalse();
    }
}
