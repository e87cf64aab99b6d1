package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.policy.TestKind;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** How tests write the values that a query gives. */
class CaseValuesTest extends CaseFixture {
    /** The guides to testing write one letter, as psql shows it. */
    @Test
    void aBoolMayBeWrittenAsOneLetter() throws IOException {
        file("schema.sql", "CREATE TABLE users (id int);");
        assertPassed(test(TestKind.SCHEMA, POSTGRES, """
                test "schema" "positive" {
                  for_each = [{ input = 1, letter = "t", word = "true" }, { input = -1, letter = "f", word = "false" }]
                  exec {
                    sql    = "SELECT ${each.value.input} > 0"
                    output = each.value.letter
                  }
                  exec {
                    sql    = "SELECT ${each.value.input} > 0"
                    output = each.value.word
                  }
                  exec {
                    sql    = "SELECT ${each.value.input} > 0 AS positive, 't' AS letter"
                    format = table
                    output = <<TAB
                 positive | letter
                ----------+--------
                 ${each.value.letter}        | t
                TAB
                  }
                  exec {
                    sql   = "SELECT ${each.value.input} > 0"
                    match = "^${each.value.letter}$"
                  }
                }
                test "schema" "bits" {
                  exec {
                    sql    = "SELECT B'1'::bit(1), 't'::text"
                    output = "1,t"
                  }
                }
                """));
        assertThat(failure(test(TestKind.SCHEMA, POSTGRES, """
                        test "schema" "other" {
                          exec {
                            sql    = "SELECT true, 'true'::text"
                            output = "t,t"
                          }
                        }
                        """)).actual()).hasValue("true,true");
    }
}
