package dev.countersign.installers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts the image that this build made, as a user would: no Java, no Maven, only its own launcher. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AppImageTest {
    private record Outcome(int exit, String said) {}

    @TempDir
    Path folder;

    @Test
    void saysItsVersion() throws Exception {
        Outcome outcome = start("--version");

        assertThat(outcome.exit()).as(outcome.said()).isZero();
        assertThat(outcome.said()).containsPattern("\\d+\\.\\d+");
    }

    @Test
    void plansAChangeOnItsBuiltInEngine() throws Exception {
        Path current =
                Files.writeString(folder.resolve("current.sql"), "CREATE TABLE public.t (id bigint PRIMARY KEY);\n");
        Path desired = Files.writeString(
                folder.resolve("desired.sql"), "CREATE TABLE public.t (id bigint PRIMARY KEY, note text);\n");
        Path migration = folder.resolve("migration.sql");

        Outcome outcome = start(
                "plan", "--from", "file://" + current, "--to", "file://" + desired, "--out", migration.toString());

        assertThat(outcome.exit()).as(outcome.said()).isZero();
        assertThat(migration).content().containsIgnoringCase("add column").contains("note");
    }

    private Outcome start(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of(arguments));
        Path said = folder.resolve("said.txt");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA") || name.startsWith("_JAVA"));
        Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("still running after two minutes: " + command);
        }
        return new Outcome(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
    }

    private static Path launcher() {
        Path image = Path.of(System.getProperty("countersign.image"));
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.contains("windows")) {
            return image.resolve("countersign").resolve("countersign.exe");
        }
        return system.contains("mac")
                ? image.resolve("countersign.app/Contents/MacOS/countersign")
                : image.resolve("countersign/bin/countersign");
    }
}
