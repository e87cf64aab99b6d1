package dev.countersign.policy;

import dev.countersign.hcl.HclProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Writes project files into a folder of their own and loads them. */
abstract class ProjectFixture {

    static final Map<String, String> MACHINE = Map.of("PROD_URL", "postgres://app:hunter2@db/prod", "HOME", "/h");

    @TempDir
    Path directory;

    Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("countersign.hcl");
    }

    Project sample(String environment) throws IOException {
        try (InputStream in = ProjectTest.class.getResourceAsStream("/policy/countersign.hcl")) {
            Files.write(file, in.readAllBytes());
        }
        return Project.evaluate(ProjectFile.read(file, MACHINE), environment, Map.of());
    }

    Project project(String text, String environment, Map<String, List<String>> vars) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Project.evaluate(ProjectFile.read(file, MACHINE), environment, vars);
    }

    Project project(String text, String environment) {
        return project(text, environment, Map.of());
    }

    List<String> problems(String text, String environment, Map<String, List<String>> vars) {
        try {
            project(text, environment, vars);
            return List.of();
        } catch (PolicyException e) {
            return e.problems().stream().map(HclProblem::summary).toList();
        }
    }

    List<String> notes(String text, String environment) {
        return notEvaluated(project(text, environment))
                .map(NotEvaluated::summary)
                .toList();
    }

    /** Everything without effect when nothing takes the attributes that are no setting. */
    static Stream<NotEvaluated> notEvaluated(Project project) {
        return Stream.concat(
                project.notEvaluated().stream(),
                project.environments().stream().flatMap(e -> e.idle(Set.of()).stream()));
    }
}
