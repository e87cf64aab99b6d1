package dev.countersign.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What patterns of exclude and include mean, row by row: globs by part, selectors, quotes, scope. */
class ObjectPatternTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            shop                     ; schema shop              ; true
            shop                     ; table shop.users         ; true
            shop                     ; column shop.users.id     ; true
            shop.users               ; table shop.users         ; true
            shop.users               ; column shop.users.id     ; true
            shop.users               ; schema shop              ; false
            shop.users.id            ; column shop.users.id     ; true
            shop.users.id            ; table shop.users         ; false
            users                    ; table shop.users         ; false
            *.users                  ; table shop.users         ; true
            *.us*                    ; table shop.users         ; true
            *.us*                    ; table shop.bus           ; false
            *.user?                  ; table shop.users         ; true
            *.user?                  ; table shop.user          ; false
            *.[t-v]sers              ; table shop.users         ; true
            *.[a-c]sers              ; table shop.users         ; false
            *.[^a-c]sers             ; table shop.users         ; true
            *.a\\*b                  ; table shop.a*b           ; true
            *.a\\*b                  ; table shop.axb           ; false
            *.USERS                  ; table shop.users         ; false
            *.*[type=table]          ; table shop.users         ; true
            *.*[type=table]          ; view shop.users          ; false
            *.*[type=table]          ; column shop.users.id     ; true
            *.*[type=view|enum]      ; enum shop.mood           ; true
            *.*.*[type=fk]           ; foreign_key shop.users.f ; true
            *.*.*[type=foreign_key]  ; foreign_key shop.users.f ; true
            *.*.*[type=check]        ; foreign_key shop.users.f ; false
            *.u*.*[type=index|check] ; index shop.users.i       ; true
            *[type=schema]           ; schema shop              ; true
            *[type=schema]           ; table shop.users         ; true
            *[type=extension]        ; extension citext         ; true
            *[type=extension]        ; role citext              ; false
            *[type=extension]        ; table shop.users         ; false
            *[type=role]             ; role app                 ; true
            *[type=user]             ; role app                 ; true
            app*                     ; role app_reader          ; true
            *.*[type=materialized]   ; materialized_view shop.m ; true
            *.*[type=sequence]       ; sequence shop.s          ; true
            """)
    void meansAnObjectAndWhatIsInsideOfIt(String pattern, String object, boolean matches) {
        assertThat(matches(pattern, Optional.empty(), object)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            users         | table shop.users     | true
            users         | column shop.users.id | true
            users.id      | column shop.users.id | true
            shop.users    | table shop.users     | true
            shop.users.id | column shop.users.id | true
            users         | table other.users    | false
            users.id      | table users.id       | false
            *             | schema shop          | false
            *             | table other.users    | false
            *             | role app             | true
            *             | extension citext     | true
            app           | role app             | true
            app           | role ann             | false
            *[type=role]  | role app             | true
            *[type=role]  | table shop.users     | false
            *[type=table] | role app             | false
            shop.app      | role app             | false
            *.*           | role shop            | false
            """)
    void inTheScopeOfOneSchemaThatSchemaNeedNotBeNamed(String pattern, String object, boolean matches) {
        assertThat(matches(pattern, Optional.of("shop"), object)).isEqualTo(matches);
    }

    private static boolean matches(String pattern, Optional<String> oneSchema, String object) {
        String[] words = object.split(" ", 2);
        List<String> path = List.of(words[1].split("\\."));
        ObjectRef ref = new ObjectRef(ObjectKind.valueOf(words[0].toUpperCase(Locale.ROOT)), path);
        return ObjectPattern.of("exclude", pattern, oneSchema).matches(ref, path);
    }

    @Test
    void quotesHoldDots() {
        assertThat(ObjectPattern.of("exclude", "*.\"dotted.name\"", Optional.empty())
                        .matches(ObjectRef.of(ObjectKind.TABLE, "shop", "dotted.name"), List.of("shop", "dotted.name")))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(ObjectKind.class)
    void everyKindHasASelector(ObjectKind kind) {
        String pattern = "*[type=" + kind.name().toLowerCase(Locale.ROOT) + "]";
        assertThat(ObjectPattern.of("exclude", pattern, Optional.empty())
                        .matches(ObjectRef.of(kind, "x"), List.of("x")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            exclude | a.b.c.d        | has too many parts; at most schema, object and child are possible
            include | a.b.c          | has too many parts; whole objects are included
            exclude | *[type=tabel]  | names the unknown type "tabel" (did you mean table?)
            exclude | ``             | a part is empty; * is any name
            exclude | a.             | a part is empty; * is any name
            include | .b             | a part is empty; * is any name
            exclude | *.[            | a bracket holds nothing or is not closed
            exclude | a[]            | a bracket holds nothing or is not closed
            exclude | a\\            | nothing stands behind its last backslash
            exclude | *.*[tpe=table] | a selector is about the type, as in *[type=table|view]
            exclude | *[ type=table] | a selector is about the type, as in *[type=table|view]
            exclude | *[type=table]x | a part ends with its selector
            exclude | "a.b           | has a quote that is not closed
            """)
    void whatCannotBeReadIsRefused(String word, String pattern, String message) {
        assertThatThrownBy(() -> ObjectPattern.of(word, pattern, Optional.empty()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(message);
    }
}
