package dev.countersign.app.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import org.junit.jupiter.api.Test;

class ProblemTest {
    @Test
    void secretsNeverReachTheScreenOrTheClipboard() {
        Problem problem = Problem.of(new CountersignException(
                ExitCode.FAILED,
                "postgres://reader:swordfish@db/shop cannot be opened.",
                new IllegalStateException("password=swordfish; PGPASSWORD: 'swordfish'")));
        assertThat(problem.sentence() + problem.details()).doesNotContain("swordfish");
        assertThat(problem.sentence()).contains("postgres://reader:***@db/shop");
    }

    @Test
    void unexpectedFailureIsOursAndHasNoStackTraceInItsSentence() {
        Problem problem = Problem.of(new IllegalStateException("boom"));
        assertThat(problem.ours()).isTrue();
        assertThat(problem.sentence()).doesNotContain("\n");
        assertThat(problem.details()).contains("boom");
    }
}
