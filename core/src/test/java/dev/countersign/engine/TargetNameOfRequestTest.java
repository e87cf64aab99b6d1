package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reports and plans say for which environment they are; what somebody typed to choose it must not put a password there. */
class TargetNameOfRequestTest {
    @Test
    void aRequestKeepsNoPasswordOfTheTargetItIsFor() {
        ReviewRequest request = new ReviewRequest(
                Optional.empty(),
                Path.of("."),
                Optional.of("all[postgres://root:pass@host-1:5432/shop?password=pass&sslmode=disable]"),
                Map.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
        assertThat(request.environment()).contains("all[postgres://root@host-1:5432/shop?sslmode=disable]");
        assertThat(request.withEnvironment("all[mysql://a:pass@h]").environment())
                .contains("all[mysql://a@h]");
    }
}
