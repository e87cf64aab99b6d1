package dev.countersign.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.signoff.Sealing;
import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.ReviewRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The sample review on the built-in engine, drawn without a display. */
class StorefrontPictureTest {
    private static final Path PROJECT =
            Path.of(System.getProperty("countersign.root", ".."), "sample-schemas", "storefront");

    @Test
    void sampleReviewIsDrawnWithTheRealEngine() {
        ReviewRequest request = ReviewRequest.of(PROJECT).withEnvironment("prod");
        Path light = Path.of("target", "screenshots", "storefront-light.png");
        Path dark = Path.of("target", "screenshots", "storefront-dark.png");
        try (DefaultWorkspace workspace = DefaultWorkspace.installed()) {
            Sealing noKeys = (order, progress) -> {
                throw new AssertionError("a picture signs nothing");
            };
            WorkbenchSnapshot snapshot = new WorkbenchSnapshot(workspace, noKeys, Environments.in(workspace));
            snapshot.write(light, request, 1600, 1000, false);
            snapshot.write(dark, request, 1600, 1000, true);
        }
        assertThat(light).isNotEmptyFile();
        assertThat(dark).isNotEmptyFile();
    }
}
