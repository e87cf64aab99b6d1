package dev.countersign.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.compare.ChangeGroup;
import dev.countersign.app.compare.ChangeRow;
import dev.countersign.app.fixture.DirectTasks;
import dev.countersign.app.fixture.SqlProject;
import dev.countersign.app.fixture.Window;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.Selection.Aspect;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Owners, privileges and roles on the built-in engine: hundreds of them, in a group of their own, and left out by a switch. */
class AccessScreenTest {
    private static final int TABLES = 150;

    @TempDir
    Path folder;

    @Test
    void hundredsOfGrantsHideNothingAndCanBeLeftOut() {
        SqlProject project = SqlProject.postgres(folder, sql("SELECT", "keeper"), sql("SELECT, INSERT", "steward"));
        try (DefaultWorkspace workspace = DefaultWorkspace.installed();
                Window window = new Window(workspace, new DirectTasks(), 1280, 800, false)) {
            window.act(() -> window.graph().open(project.request()));
            List<ChangeGroup> groups =
                    window.read(() -> window.graph().tree().groupsProperty().get());
            assertThat(groups)
                    .extracting(ChangeGroup::action)
                    .containsSubsequence(ChangeGroup.Action.CREATE, ChangeGroup.Action.ACCESS);
            ChangeGroup access = groups.stream()
                    .filter(g -> g.action() == ChangeGroup.Action.ACCESS)
                    .findFirst()
                    .orElseThrow();
            assertThat(access.rows()).hasSizeGreaterThanOrEqualTo(TABLES);
            ChangeRow grant = access.rows().stream()
                    .filter(r -> r.ref().kind() == ObjectKind.PRIVILEGES && r.action() == ChangeGroup.Action.CHANGE)
                    .findFirst()
                    .orElseThrow();
            window.act(() -> window.graph().tree().select(grant));
            window.picture("grants-light");
            int before = window.read(() -> window.graph().tree().differingCount());

            window.act(() -> window.graph().actions().run(Action.IGNORE_PRIVILEGES));
            assertThat(window.read(() -> window.graph().ignore().stateProperty().get()))
                    .satisfies(s -> {
                        assertThat(s.ignored()).isEqualTo(Set.of(Aspect.PRIVILEGES));
                        assertThat(s.hidden()).isGreaterThanOrEqualTo(TABLES);
                    });
            assertThat(window.read(() -> window.graph().tree().differingCount()))
                    .isLessThanOrEqualTo(before - TABLES);
            assertThat(window.read(() -> window.graph().plan().script())).doesNotContain("GRANT INSERT");
            window.picture("grants-ignored-light");
            window.act(() -> window.graph().actions().run(Action.IGNORE_PRIVILEGES));
            assertThat(window.read(() -> window.graph().tree().differingCount()))
                    .isEqualTo(before);
        }
    }

    private static String sql(String privileges, String owner) {
        String tables = IntStream.range(0, TABLES)
                .mapToObj(i -> "CREATE TABLE shop.orders_of_region_" + i + " (id int);\nGRANT " + privileges
                        + " ON shop.orders_of_region_" + i + " TO reporting_reader;")
                .collect(Collectors.joining("\n"));
        String more = owner.equals("keeper") ? "" : """
                CREATE TABLE shop.extra (id int);
                GRANT keeper TO steward;
                ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO reporting_reader;
                """;
        return "CREATE ROLE reporting_reader;\nCREATE ROLE keeper;\nCREATE ROLE steward;\nCREATE SCHEMA shop;\n"
                + tables + "\nALTER TABLE shop.orders_of_region_1 OWNER TO " + owner + ";\n" + more;
    }
}
