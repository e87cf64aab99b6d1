package dev.countersign.app.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.fixture.SqlProject;
import dev.countersign.engine.ReviewRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActorFileTest {
    @TempDir
    Path folder;

    @Test
    void everyProjectHasItsOwnNameAtTheNextStart() throws IOException {
        Path file = folder.resolve("settings").resolve("actors.json");
        ReviewRequest one = project("one");
        ReviewRequest other = project("other");
        new ActorFile(file).write(one, Optional.of("alice@corp.example"));
        new ActorFile(file).write(other, Optional.of("bob"));

        assertThat(new ActorFile(file).read(one)).contains("alice@corp.example");
        assertThat(new ActorFile(file).read(other)).contains("bob");
        new ActorFile(file).write(one, Optional.empty());
        assertThat(new ActorFile(file).read(one)).isEmpty();
        assertThat(folder.resolve("one"))
                .as("nothing is written into a project")
                .isDirectoryNotContaining("glob:**.json");
    }

    @Test
    void aBrokenFileIsSetAside() throws IOException {
        Path file = Files.writeString(folder.resolve("actors.json"), "{\"version\": 2, \"actors\": {}}");
        assertThat(new ActorFile(file).read(project("one"))).isEmpty();
        assertThat(folder.resolve("actors.json.broken")).exists();
    }

    private ReviewRequest project(String name) throws IOException {
        return SqlProject.sqlite(Files.createDirectories(folder.resolve(name)), "", "")
                .request();
    }
}
