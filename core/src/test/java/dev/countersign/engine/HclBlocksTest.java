package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Ownership;
import dev.countersign.ddl.DdlDocument;
import dev.countersign.ddl.DdlStatement;
import dev.countersign.ddl.HclText;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclSource;
import dev.countersign.postgres.PostgresDialect;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.oracle.HclRoundTrip;
import dev.countersign.progress.Progress;
import dev.countersign.samples.Golden;
import dev.countersign.source.LoadedState;
import dev.countersign.sqlite.SqliteDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every block and attribute of the schema language in files of cases: the statements they come to, what the real engine made of them as HCL again, and
 * that this text makes the same once more.
 */
@ExtendWith(PostgresEngine.class)
class HclBlocksTest {
    private static final Path CASES =
            Path.of(System.getProperty("countersign.root"), "core", "src", "test", "resources", "hcl");

    @TempDir
    Path folder;

    static List<String> postgres() throws IOException {
        return cases("postgres");
    }

    static List<String> sqlite() throws IOException {
        return cases("sqlite");
    }

    private static List<String> cases(String dialect) throws IOException {
        try (var files = Files.list(CASES.resolve(dialect))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("postgres")
    void postgres(String file, PostgresEngine.Server server) throws Exception {
        check(new PostgresDialect(), server.database(), "postgres", file);
    }

    /** Foreign data needs an extension that only a superuser makes, so the statements run as one instead of being loaded. */
    @Test
    void foreignData(PostgresEngine.Server server) throws Exception {
        PostgresDialect dialect = new PostgresDialect();
        String text = Files.readString(CASES.resolve("foreign.pg.hcl"));
        List<String> sql = statements(dialect, "foreign.pg.hcl", text);
        Golden.assertMatches("hcl/foreign.sql", script(sql));

        Catalog catalog = withoutOwners(server.inspect(sql, "SELECT 1", Scope.database()));
        HclText written = dialect.schemaLanguage().write(catalog);
        Golden.assertMatches("hcl/foreign.hcl", written.text());
        assertThat(written.missing()).isEmpty();
        Catalog again = withoutOwners(
                server.inspect(statements(dialect, "written.hcl", written.text()), "SELECT 1", Scope.database()));
        assertThat(dialect.diff(catalog, again, List.of()).changes()).isEmpty();
    }

    @Test
    void optionsMayBeNone() {
        String text = "schema \"public\" {}\nextension \"x\" {\n  schema = schema.public\n}\n"
                + "server \"s\" {\n  fdw = extension.x\n  options = {}\n}\n";
        assertThat(statements(new PostgresDialect(), "a.pg.hcl", text))
                .last()
                .isEqualTo("CREATE SERVER s FOREIGN DATA WRAPPER x");
    }

    /** What a superuser made is not the database owner's, which has no form. */
    private static Catalog withoutOwners(Catalog catalog) {
        return catalog.with(
                catalog.objects().values().stream()
                        .filter(o -> !(o instanceof Ownership))
                        .toList(),
                catalog.dependencies(),
                catalog.uncompared());
    }

    @ParameterizedTest
    @MethodSource("sqlite")
    void sqlite(String file) throws Exception {
        SqliteDialect dialect = new SqliteDialect();
        try (DevDatabase engine = DevDatabases.installed().open(dialect.defaultDevUrl(), Progress.none())) {
            check(dialect, engine, "sqlite", file);
        }
    }

    private void check(Dialect dialect, DevDatabase engine, String name, String file) throws Exception {
        String text = Files.readString(CASES.resolve(name).resolve(file));
        String golden = "hcl/" + name + "/" + file.substring(0, file.indexOf('.'));
        Golden.assertMatches(golden + ".sql", script(statements(dialect, file, text)));

        Files.writeString(folder.resolve(file), text);
        HclRoundTrip roundTrip = new HclRoundTrip(dialect, engine, folder);
        try (LoadedState state = roundTrip.load(file)) {
            assertThat(state.notEvaluated()).isEmpty();
            HclText written = dialect.schemaLanguage().write(state.catalog());
            Golden.assertMatches(golden + ".hcl", written.text());
            assertThat(written.missing()).isEmpty();
            assertThat(roundTrip.complaints(state.catalog())).isEmpty();
        }
    }

    private static String script(List<String> statements) {
        return statements.stream().map(s -> s + ";\n").collect(Collectors.joining("\n"));
    }

    private static List<String> statements(Dialect dialect, String file, String text) {
        DdlDocument document =
                DdlDocument.of(List.of(HclFile.parse(new HclSource(file, text))), dialect.schemaLanguage(), Map.of());
        List<DdlStatement> statements =
                dialect.schemaLanguage().statements(document).statements();
        document.findings().throwProblems();
        return statements.stream().map(DdlStatement::sql).toList();
    }
}
