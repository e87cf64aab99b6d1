package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lock-safe forms in project files. */
class LockSafePolicyTest extends ProjectFixture {

    @Test
    void readsEveryForm() {
        LockSafePolicy policy = project("""
                variable "large" {
                  type    = number
                  default = 100000
                }
                diff {
                  not_null {
                    check     = true
                    lock_safe = true
                  }
                  foreign_key {
                    lock_safe = true
                  }
                  check {
                    lock_safe = false
                  }
                  unique {
                    lock_safe = true
                  }
                  lock_safe {
                    from_rows = var.large
                  }
                }
                env "e" {
                }
                """, "e").environment().diff().lockSafe();
        assertThat(policy.notNull().value()).isTrue();
        assertThat(policy.foreignKey().value()).isTrue();
        assertThat(policy.check().value()).isFalse();
        assertThat(policy.unique().value()).isTrue();
        assertThat(policy.fromRows().value()).isEqualTo(100_000L);
        assertThat(policy.fromRows().variables()).containsExactly("large");
    }

    @Test
    void refusesWhatCannotBeMeant() {
        assertThat(problems("diff {\n  not_null {\n    lock_safe = true\n  }\n}\nenv \"e\" {}", "e", Map.of()))
                .singleElement()
                .asString()
                .contains("needs check = true");
        assertThat(problems("diff {\n  lock_safe {\n    from_rows = -1\n  }\n}\nenv \"e\" {}", "e", Map.of()))
                .singleElement()
                .asString()
                .contains("a whole number from 0");
    }

    @Test
    void saysWhatHasNoEffect() {
        assertThat(notes("diff {\n  not_null {\n    check = true\n  }\n}\nenv \"e\" {}", "e"))
                .singleElement()
                .asString()
                .contains("diff.not_null.check", "lock_safe = true");
    }
}
