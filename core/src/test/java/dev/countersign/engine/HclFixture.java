package dev.countersign.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** A folder with schemas, and requests about them. */
abstract class HclFixture {
    @TempDir
    Path folder;

    final DefaultWorkspace workspace = DefaultWorkspace.installed();

    void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    ReviewRequest postgres(String from, List<String> to) {
        return request(from, to, Map.of(), Optional.of("postgres"));
    }

    ReviewRequest sqlite(String from, Map<String, List<String>> variables) {
        return request(from, List.of(), variables, Optional.of("sqlite"));
    }

    /** Only the files themselves say which product they are of. */
    ReviewRequest unsaid(String from) {
        return request(from, List.of(), Map.of(), Optional.empty());
    }

    private ReviewRequest request(
            String from, List<String> to, Map<String, List<String>> variables, Optional<String> dialect) {
        return new ReviewRequest(
                Optional.empty(),
                folder,
                Optional.empty(),
                variables,
                Optional.of(from),
                to,
                Optional.empty(),
                List.of(),
                new Selection(List.of(), List.of(), dialect));
    }
}
