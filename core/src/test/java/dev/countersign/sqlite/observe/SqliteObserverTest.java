package dev.countersign.sqlite.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.dialect.Observer;
import dev.countersign.dialect.Scope;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SqliteObserverTest {
    private static final ObjectRef T = ObjectRef.of(ObjectKind.TABLE, "main", "t");

    @Test
    void seesEachStatementAndARebuildAsOne() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Observer observer = SqliteObserver.factory().start(connection, Scope.database(), Progress.none())) {
            Catalog first = observer.run("CREATE TABLE t (a INT)", true, Progress.none());
            Catalog same = observer.run("INSERT INTO t VALUES (1)", true, Progress.none());
            Catalog made = observer.run("CREATE TABLE _countersign_new_t (a TEXT)", true, Progress.none());
            Catalog dropped = observer.run("DROP TABLE t", true, Progress.none());
            Catalog renamed = observer.run("ALTER TABLE _countersign_new_t RENAME TO t", true, Progress.none());

            assertThat(first.contains(T)).isTrue();
            assertThat(same).isSameAs(first);
            assertThat(made).isSameAs(first);
            assertThat(dropped).isSameAs(first);
            assertThat(renamed.find(T, Table.class)
                            .orElseThrow()
                            .column("a")
                            .orElseThrow()
                            .type())
                    .isEqualTo("TEXT");
        }
    }

    @Test
    void aRefusedStatementChangesNothing() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Observer observer = SqliteObserver.factory().start(connection, Scope.database(), Progress.none())) {
            Catalog before = observer.state();

            assertThatThrownBy(() -> observer.run("CREATE TABLE nothing", true, Progress.none()))
                    .isInstanceOf(SQLException.class);

            assertThat(observer.state()).isSameAs(before);
        }
    }
}
