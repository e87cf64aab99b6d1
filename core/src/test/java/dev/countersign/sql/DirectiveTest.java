package dev.countersign.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which comments are directives, row by row. */
class DirectiveTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -- atlas:nolint                            | nolint       | ``
            --atlas:nolint                             | nolint       | ``
            # atlas:nolint DS102                       | nolint       | DS102
            #atlas:nolint DS102                        | nolint       | DS102
            /* atlas:nolint DS102 */                   | nolint       | DS102
            -- atlas:nolint DS102 destructive          | nolint       | DS102 destructive
            -- countersign:nolint DS102                | nolint       | DS102
            -- atlas:txmode none                       | txmode       | none
            -- atlas:checkpoint                        | checkpoint   | ``
            -- atlas:checkpoint v1                     | checkpoint   | v1
            -- atlas:sum ignore                        | sum          | ignore
            -- atlas:assert oneof                      | assert       | oneof
            -- atlas:assert DS102                      | assert       | DS102
            -- atlas:import ../tables/users.sql        | import       | ../tables/users.sql
            -- atlas:renamed_from old_name             | renamed_from | old_name
            -- atlas:sensitive                         | sensitive    | ``
            """)
    void isADirective(String comment, String name, String argument) {
        assertThat(Directive.parse(comment, 7, 3)).hasValueSatisfying(found -> {
            assertThat(found.name()).isEqualTo(name);
            assertThat(found.argument()).isEqualTo(argument);
            assertThat(found.words()).isEqualTo(argument.isEmpty() ? List.of() : List.of(argument.split(" ")));
            assertThat(found.offset()).isEqualTo(7);
            assertThat(found.line()).isEqualTo(3);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- nolint",
                "-- see atlas:nolint",
                "-- atlas: nolint",
                "-- atlas:",
                "-- atlas:nolint!",
                "-- Atlas:nolint",
                "/* atlas:nolint\n*/",
                "// atlas:nolint"
            })
    void isNone(String comment) {
        assertThat(Directive.parse(comment, 0, 1)).isEmpty();
    }
}
