package dev.countersign.sqlite.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.connect.ConnectionContext;
import dev.countersign.connect.ConnectionException;
import dev.countersign.connect.PasswordPrompt;
import dev.countersign.dialect.LiveDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAddressTest {
    private static final ConnectionContext CONTEXT = ConnectionContext.ofThisProcess(PasswordPrompt.nobody());

    @TempDir
    Path folder;

    @Test
    void theFormsOfAtlas() {
        assertThat(SqliteAddress.parse("sqlite://a/b.db").file()).contains(Path.of("a/b.db"));
        assertThat(SqliteAddress.parse("sqlite:///a/b.db?_fk=1").file()).contains(Path.of("/a/b.db"));
        assertThat(SqliteAddress.parse("sqlite://file:b%20c.db?cache=shared").file())
                .contains(Path.of("b c.db"));
        assertThat(SqliteAddress.parse("sqlite://dev?mode=memory"))
                .isEqualTo(new SqliteAddress(Optional.empty(), "dev"));
        assertThatThrownBy(() -> SqliteAddress.parse("sqlite://x.db?vfs=unix"))
                .hasMessageStartingWith("The SQLite URL has a parameter vfs that is not known; allowed are mode, ");
        assertThat(SqliteAddress.parse("sqlite://:memory:?_fk=1").file()).isEmpty();
        assertThat(SqliteAddress.parse("sqlite://file::memory:?cache=shared").file())
                .isEmpty();
        assertThat(SqliteAddress.parse("sqlite://a.db?_fk=1&_journal=WAL&_timeout=5000&_synchronous=normal")
                        .file())
                .contains(Path.of("a.db"));
        assertThatThrownBy(() -> SqliteAddress.parse("sqlite://")).hasMessageContaining("names no file");
    }

    @Test
    void aRelativePathIsMeantFromTheFolder() {
        assertThat(SqliteAddress.absolute("sqlite://a/b.db?mode=ro", Path.of("/work")))
                .isEqualTo("sqlite:///work/a/b.db?mode=ro");
        assertThat(SqliteAddress.absolute("sqlite:///a.db", Path.of("/work"))).isEqualTo("sqlite:///a.db");
        assertThat(SqliteAddress.absolute("sqlite://dev?mode=memory", Path.of("/work")))
                .isEqualTo("sqlite://dev?mode=memory");
    }

    @Test
    void aFileIsReadAndNeverChanged() throws Exception {
        Path file = folder.resolve("shop 100%?.db");
        try (Connection made = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("plain.db"));
                Statement statement = made.createStatement()) {
            statement.execute("CREATE TABLE t (a)");
        }
        Files.move(folder.resolve("plain.db"), file);
        byte[] before = Files.readAllBytes(file);
        try (LiveDatabase live = new SqliteAddress(Optional.of(file), "shop").connect(CONTEXT);
                Connection connection = live.open();
                Statement statement = connection.createStatement()) {
            try (ResultSet tables = statement.executeQuery("SELECT name FROM sqlite_schema")) {
                assertThat(tables.getString(1)).isEqualTo("t");
            }
            statement.execute("PRAGMA query_only = OFF");
            assertThatThrownBy(() -> statement.execute("CREATE TABLE u (a)")).hasMessageContaining("readonly");
            assertThatThrownBy(() -> statement.execute("ATTACH '" + folder.resolve("new.db") + "' AS n"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aMissingFileIsNotMade() {
        Path file = folder.resolve("no.db");
        assertThatThrownBy(() -> SqliteAddress.parse("sqlite://" + file).connect(CONTEXT))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("There is no file " + file + "; check the path of the SQLite URL.");
        assertThat(file).doesNotExist();
    }

    @Test
    void anotherFileIsNoDatabase() throws Exception {
        Path file = Files.writeString(folder.resolve("text.db"), "This is a text, not a database.");
        assertThatThrownBy(() -> SqliteAddress.parse("sqlite://" + file).connect(CONTEXT))
                .hasMessageStartingWith("The file " + file + " is no SQLite database, or it is encrypted");
    }
}
