package dev.countersign.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.countersign.gotemplate.GoTemplates;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Any bytes as a Go template end, in time, in a text or in the typed error. */
@Tag("fuzz")
class TemplateFuzzTest {

    private static final HclValue DATA = HclValue.of(Map.of(
            "name", HclValue.of("shop"),
            "list", HclValue.of(List.of(HclValue.of(1), HclValue.of("x"), HclValue.Null.NULL))));

    @FuzzTest(maxDuration = "5m")
    void template(byte[] bytes) {
        Promptly.run(() -> {
            try {
                GoTemplates.parse(List.of(HclSource.decode("t", bytes)), Map.of())
                        .run("t", DATA);
            } catch (HclException e) {
                assertThat(e.problems())
                        .isNotEmpty()
                        .allSatisfy(p -> assertThat(p.render()).isNotBlank());
            }
        });
    }
}
