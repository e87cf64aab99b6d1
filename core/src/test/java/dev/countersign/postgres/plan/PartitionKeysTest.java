package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.plan.UnplannableException;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.SuperuserEngine;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What partition keys are written with changes. */
@ExtendWith(SuperuserEngine.class)
class PartitionKeysTest {
    private final Migration migration;

    PartitionKeysTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    private static String collation(String name, String locale) {
        return "CREATE COLLATION %1$s (lc_collate = '%2$s', lc_ctype = 'C'); CREATE TABLE p (a text) PARTITION BY RANGE (a COLLATE %1$s);"
                .formatted(name, locale);
    }

    private static String operators(String family) {
        return """
                CREATE FUNCTION h(int, int8) RETURNS int8 LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2'; CREATE OPERATOR FAMILY f1 USING hash; CREATE OPERATOR FAMILY f2 USING hash;
                CREATE OPERATOR CLASS oc FOR TYPE int USING hash FAMILY %s AS OPERATOR 1 =, FUNCTION 2 h(int, int8); CREATE TABLE p (a int) PARTITION BY HASH (a oc);
                """.formatted(family);
    }

    @Test
    void aCollationOfOneIsNotMadeAgain() throws SQLException {
        assertThatThrownBy(() -> migration.arrives(collation("c", "C"), collation("c", "POSIX")))
                .isInstanceOf(UnplannableException.class)
                .hasMessageContaining("collation public.c")
                .hasMessageContaining("partition key of table public.p");
        migration.arrives(collation("c", "C"), collation("d", "POSIX"));
    }

    @Test
    void anOperatorClassOfOneIsNotMadeAgain() {
        assertThatThrownBy(() -> migration.arrives(operators("f1"), operators("f2")))
                .isInstanceOf(UnplannableException.class)
                .hasMessageContaining("operator class public.oc")
                .hasMessageContaining("partition key of table public.p");
    }
}
