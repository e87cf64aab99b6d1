package dev.countersign.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scope;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclSource;
import dev.countersign.policy.Project;
import dev.countersign.policy.SkipKey;
import dev.countersign.policy.Variable;
import dev.countersign.postgres.inspect.PostgresInspector;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sample review loads on the built-in engine as an ordinary role, and differs in what its README says. */
class StorefrontTest {
    private static final Path SAMPLE = Path.of(System.getProperty("countersign.root"), "sample-schemas", "storefront");

    private static DevDatabase engine;

    @BeforeAll
    static void start() {
        engine = DevDatabases.installed().open("embedded://postgres/18", Progress.none());
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void differsInWhatTheReadmeSays() throws Exception {
        Catalog current = load("current.sql");
        Catalog desired = load("desired.sql");

        assertThat(current.all(Table.class)).hasSizeGreaterThanOrEqualTo(25);
        Golden.assertMatches("storefront-difference.txt", difference(current, desired));
    }

    @Test
    void hasRowsInEveryTable() throws Exception {
        try (ScratchDatabase database = engine.create("rows");
                Connection connection = database.openForScripts()) {
            run(connection, "current.sql");
            for (Table table : new PostgresInspector()
                    .inspect(connection, Scope.database(), Progress.none())
                    .all(Table.class)) {
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery("SELECT EXISTS (SELECT FROM %s.%s)"
                                .formatted(table.ref().schema(), table.ref().name()))) {
                    rows.next();
                    assertThat(rows.getBoolean(1)).as("rows in " + table.ref()).isTrue();
                }
            }
        }
    }

    @Test
    void policyIsUnderstoodCompletely() {
        for (String environment : List.of("dev", "staging", "prod")) {
            Project project = Project.load(SAMPLE.resolve("countersign.hcl"), environment, Map.of());

            assertThat(project.notEvaluated()).isEmpty();
            assertThat(project.switches()).extracting(Variable::name).containsExactly("destructive");
            assertThat(project.environment().lint().analyzers()).isNotEmpty();
        }
    }

    @Test
    void onlyTheVariableLetsColumnsGo() {
        Project careful = Project.load(SAMPLE.resolve("countersign.hcl"), "prod", Map.of());

        assertThat(skipsDroppedColumns(careful)).isTrue();
        assertThat(skipsDroppedColumns(careful.with("destructive", "true"))).isFalse();
        assertThat(careful.environment().diff().concurrentCreate().value()).isTrue();
    }

    @Test
    void exampleOfTrustIsWellFormed() throws IOException {
        byte[] roles = Files.readAllBytes(SAMPLE.resolve("trust/roles.hcl"));

        assertThat(HclFile.parse(HclSource.decode("roles.hcl", roles)).problems())
                .isEmpty();
    }

    private static boolean skipsDroppedColumns(Project project) {
        return project.environment().diff().skip().skips(SkipKey.Action.DROP, SkipKey.Subject.COLUMN);
    }

    private static Catalog load(String file) throws IOException, SQLException {
        try (ScratchDatabase database = engine.create(file.replace(".sql", ""));
                Connection connection = database.openForScripts()) {
            run(connection, file);
            return new PostgresInspector().inspect(connection, Scope.database(), Progress.none());
        }
    }

    private static void run(Connection connection, String file) throws IOException, SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(Files.readString(SAMPLE.resolve(file)));
        }
    }

    private static String difference(Catalog current, Catalog desired) {
        var every = new TreeSet<ObjectRef>(current.objects().keySet());
        every.addAll(desired.objects().keySet());
        var text = new StringBuilder();
        for (ObjectRef ref : every) {
            var before = current.find(ref);
            var after = desired.find(ref);
            if (!before.equals(after)) {
                text.append(before.isEmpty() ? "+ " : after.isEmpty() ? "- " : "~ ")
                        .append(ref)
                        .append('\n');
            }
        }
        desired.uncompared()
                .forEach(seen -> text.append("? ")
                        .append(seen.kind())
                        .append(' ')
                        .append(seen.name())
                        .append('\n'));
        return text.toString();
    }
}
