package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.lint.LintReport;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Writes migration directories into a folder of their own, which can be a git work tree, and lints what is new. */
abstract class DirectoryFixture extends FolderFixture {
    /** The table in which Atlas records what it ran. */
    static final String LEDGER = """
            CREATE TABLE atlas_schema_revisions (version text PRIMARY KEY, description text NOT NULL, type bigint NOT NULL,
                applied bigint NOT NULL, total bigint NOT NULL, executed_at timestamp NOT NULL, error text, hash text NOT NULL);
            """;

    static final String POSTGRES = "embedded://postgres/18";
    static final String SQLITE = "sqlite://dev?mode=memory";

    void git(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("git"));
        line.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(line).directory(folder.toFile()).inheritIO().start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    void commit(String message) throws Exception {
        git("add", "-A", ".");
        git("-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-q", "-m", message);
    }

    static DirectoryRequest latest(long count) {
        return new DirectoryRequest(
                Optional.empty(), Optional.empty(), Optional.of(count), Optional.empty(), Optional.empty());
    }

    static DirectoryRequest gitBase(String base) {
        return new DirectoryRequest(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(base), Optional.empty());
    }

    LintReport lint(String dev, DirectoryRequest request, String name, String text) throws IOException {
        file(name, text);
        return lint(dev, request);
    }

    LintReport lint(String dev, DirectoryRequest request) {
        return workspace.lint(new LintRequest(request(Optional.empty(), Optional.of(dev)), request), Progress.none());
    }
}
