package dev.countersign.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** A project in a folder of its own, and requests about it. */
abstract class FolderFixture {
    @TempDir
    Path folder;

    final DefaultWorkspace workspace = DefaultWorkspace.installed();

    ReviewRequest request(Optional<String> environment) {
        return request(environment, Optional.empty());
    }

    ReviewRequest request(Optional<String> environment, Optional<String> dev) {
        return new ReviewRequest(
                Optional.empty(), folder, environment, Map.of(), Optional.empty(), List.of(), dev, List.of());
    }

    void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
