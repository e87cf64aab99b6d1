package dev.countersign.engine;

import dev.countersign.connect.PasswordPrompt;
import dev.countersign.progress.Progress;
import dev.countersign.source.ProgramConsent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** A folder with a project file, and what a plan of its environment "dev" is. */
abstract class DataSourceFixture {
    @TempDir
    Path folder;

    DefaultWorkspace workspace() {
        return DefaultWorkspace.installed(
                PasswordPrompt.nobody(),
                ProgramConsent.in(folder.resolve("settings").resolve("programs")));
    }

    void project(String text) throws IOException {
        Files.writeString(folder.resolve("countersign.hcl"), text);
    }

    void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    ReviewRequest request(String... programs) {
        return new ReviewRequest(
                Optional.empty(),
                folder,
                Optional.of("dev"),
                Map.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Selection.everything(),
                Optional.empty(),
                List.of(programs));
    }

    String planned(ReviewRequest request) {
        try (DefaultWorkspace workspace = workspace();
                ReviewSession session = workspace.open(request, Progress.none())) {
            return session.plan(Map.of()).script();
        }
    }
}
