package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import org.junit.jupiter.api.Test;

class ServerVersionsTest {

    @Test
    void statesOfDifferentMajorVersionsAreSaidToBe() {
        assertThat(ServerVersions.difference(version("15.18 (Debian)"), version("18.6")))
                .hasValueSatisfying(reason -> {
                    assertThat(reason.blocking()).isFalse();
                    assertThat(reason.text())
                            .contains("version 15")
                            .contains("version 18")
                            .contains("--dev-url");
                });
    }

    @Test
    void minorVersionsDoNotMatter() {
        assertThat(ServerVersions.difference(version("18.4"), version("18.6"))).isEmpty();
    }

    private static Catalog version(String version) {
        return Catalog.empty("postgres", version);
    }
}
