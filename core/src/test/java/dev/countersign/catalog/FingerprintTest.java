package dev.countersign.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
    /** Large catalogs are digested in pieces; nobody may see where these end. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_999, 2_000, 2_001, 4_000, 4_567})
    void isTheDigestOfAllTextsInOrder(int count) throws NoSuchAlgorithmException {
        List<EnumType> types = IntStream.range(0, count)
                .mapToObj(i -> new EnumType(
                        ObjectRef.of(ObjectKind.ENUM, "s", "t%05d".formatted(i)), List.of("ü" + i), Optional.empty()))
                .toList();
        StringBuilder texts = new StringBuilder("sfp1 postgres\n");
        types.forEach(type -> texts.append(CanonicalText.of(type)).append('\n'));
        String digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(texts.toString().getBytes(StandardCharsets.UTF_8)));

        Catalog catalog = new Catalog("postgres", "18.6", types.reversed(), List.of(), List.of());

        assertThat(Fingerprint.of(catalog).value()).isEqualTo(digest);
    }
}
