package dev.countersign.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.re2j.PatternSyntaxException;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.hcl.UserPattern;
import dev.countersign.source.ObjectPattern;
import dev.countersign.source.SourceException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/** Any pattern on any name ends, in time, in an answer or in the typed error. */
@Tag("fuzz")
class PatternFuzzTest {

    @FuzzTest(maxDuration = "5m")
    void regularExpression(FuzzedDataProvider data) {
        String regex = data.consumeString(2_000);
        String name = data.consumeRemainingAsString();
        Promptly.run(() -> {
            try {
                UserPattern.compile(regex).matcher(name).find();
            } catch (PatternSyntaxException e) {
                assertThat(e.getDescription()).isNotBlank();
            }
        });
    }

    @FuzzTest(maxDuration = "5m")
    void fileGlob(FuzzedDataProvider data) {
        String glob = data.consumeString(500);
        String path = data.consumeRemainingAsString();
        Promptly.run(() -> {
            try {
                UserPattern.glob(glob).matches(path);
            } catch (PatternSyntaxException e) {
                assertThat(e.getDescription()).isNotBlank();
            }
        });
    }

    @FuzzTest(maxDuration = "5m")
    void objectFilter(FuzzedDataProvider data) {
        String pattern = data.consumeString(500);
        Optional<String> schema = data.consumeBoolean() ? Optional.of(data.consumeString(20)) : Optional.empty();
        String name = data.consumeRemainingAsString();
        Promptly.run(() -> {
            try {
                ObjectRef ref = new ObjectRef(ObjectKind.TABLE, List.of("public", name));
                ObjectPattern.of("exclude", pattern, schema).matches(ref, ref.path());
            } catch (SourceException e) {
                assertThat(e.getMessage()).startsWith("The exclude pattern ");
            }
        });
    }
}
