package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes that PostgreSQL refuses in the obvious form, and that arrive by another way, forth and back. */
@ExtendWith(PostgresEngine.class)
class DetoursTest {
    private final Migration migration;

    DetoursTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of("a typed table's columns are its type's", """
                        CREATE TYPE member AS (id int, name text);
                        CREATE TABLE members OF member;
                        """, """
                        CREATE TYPE member AS (id int, name text, since date);
                        CREATE TABLE members OF member (PRIMARY KEY (id), name DEFAULT 'x');
                        """),
                Arguments.of("a typed table takes another type's columns", """
                        CREATE TYPE one AS (id int, name text);
                        CREATE TYPE two AS (id int, name text);
                        CREATE TABLE members OF one;
                        """, """
                        CREATE TYPE two AS (id bigint, name text);
                        CREATE TABLE members OF two;
                        """),
                Arguments.of("a type that is made anew keeps its typed table", """
                        CREATE TYPE member AS (id int, name text);
                        CREATE TABLE members OF member;
                        """, """
                        CREATE TYPE member AS (name text, id int);
                        CREATE TABLE members (id int, name text);
                        """),
                Arguments.of("a domain within arrays and composites gets narrower", """
                        CREATE DOMAIN amount AS int CHECK (VALUE > 0);
                        CREATE TYPE entry AS (a amount, n int);
                        CREATE TABLE t (one amount, many amount[], l entry);
                        INSERT INTO t VALUES (3, '{4,5}', ROW(6, 7)::entry);
                        """, """
                        CREATE DOMAIN amount AS int CONSTRAINT few CHECK (VALUE < 100);
                        CREATE TYPE entry AS (a amount, n int);
                        CREATE TABLE t (one amount, many amount[], l entry);
                        """),
                Arguments.of("a heir that leaves its parent loses what came from it", """
                        CREATE TABLE a (x int); CREATE TABLE b (y int);
                        CREATE TABLE c (z int) INHERITS (a, b);
                        """, """
                        CREATE TABLE a (x int); CREATE TABLE b (y int);
                        CREATE TABLE c (z int) INHERITS (a);
                        """),
                Arguments.of("the replica identity passes from an index to the table", """
                        CREATE TABLE t (a int NOT NULL, b int NOT NULL);
                        CREATE UNIQUE INDEX i ON t (a); CREATE UNIQUE INDEX j ON t (b);
                        ALTER TABLE t REPLICA IDENTITY USING INDEX i; ALTER TABLE t CLUSTER ON i;
                        """, """
                        CREATE TABLE t (a int NOT NULL, b int NOT NULL);
                        CREATE UNIQUE INDEX i ON t (a); CREATE UNIQUE INDEX j ON t (b);
                        ALTER TABLE t REPLICA IDENTITY FULL; ALTER TABLE t CLUSTER ON j;
                        """),
                Arguments.of("the replica identity passes from one index to another", """
                        CREATE TABLE t (a int NOT NULL, b int NOT NULL UNIQUE);
                        CREATE UNIQUE INDEX z ON t (a); ALTER TABLE t REPLICA IDENTITY USING INDEX z;
                        ALTER TABLE t CLUSTER ON t_b_key;
                        """, """
                        CREATE TABLE t (a int NOT NULL, b int NOT NULL UNIQUE);
                        CREATE UNIQUE INDEX z ON t (a); ALTER TABLE t REPLICA IDENTITY USING INDEX t_b_key;
                        ALTER TABLE t CLUSTER ON z;
                        """),
                Arguments.of("a foreign key waits until the old key over its columns is gone", """
                        CREATE TABLE t (a int PRIMARY KEY, b int NOT NULL UNIQUE);
                        CREATE TABLE r (x int REFERENCES t, y int REFERENCES t (b));
                        """, """
                        CREATE TABLE t (a int UNIQUE NOT NULL, b int PRIMARY KEY);
                        CREATE TABLE r (x int REFERENCES t (a), y int REFERENCES t (b) ON UPDATE CASCADE);
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void arrivesForthAndBack(String what, String one, String other) throws SQLException {
        // a pair that differs in nothing would arrive without a detour
        assertThat(migration.arrives(one, other).statements()).as(what).isNotEmpty();
        assertThat(migration.arrives(other, one).statements())
                .as(what + ", back")
                .isNotEmpty();
    }
}
