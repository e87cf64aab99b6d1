package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.plan.RowChange;
import dev.countersign.plan.Statement;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Databases that people work with, and environments whose {@code data} blocks say what becomes of their rows. */
@ExtendWith(PostgresEngine.class)
abstract class RowSyncFixture {
    /** The products, and how tables are called in sentences there. */
    enum Product {
        POSTGRES("public."),
        SQLITE("main.");

        final String schema;

        Product(String schema) {
            this.schema = schema;
        }
    }

    @TempDir
    Path folder;

    final DefaultWorkspace workspace = DefaultWorkspace.installed();
    private PostgresEngine.Server server;
    private final List<Live> opened = new ArrayList<>();

    /** A database with its URL. */
    record Live(Optional<LiveDatabase> postgres, String url, Connection connection) {
        void run(String script) throws SQLException {
            try (java.sql.Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                if (postgres.isPresent()) {
                    statement.execute(script);
                } else {
                    statement.executeUpdate(script);
                }
            }
        }

        /** The values of a query, columns separated by bars. */
        List<String> rows(String query) throws SQLException {
            List<String> rows = new ArrayList<>();
            try (java.sql.Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(query)) {
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(String.join("|", row));
                }
            }
            return rows;
        }
    }

    @BeforeEach
    void engine(PostgresEngine.Server running) {
        server = running;
    }

    @AfterEach
    void closeAll() throws SQLException {
        for (Live live : opened) {
            live.connection().close();
            live.postgres().ifPresent(LiveDatabase::close);
        }
        workspace.close();
    }

    Live live(Product product, String script) throws SQLException {
        Live live = switch (product) {
            case POSTGRES -> {
                LiveDatabase database = LiveDatabase.of(server, script);
                yield new Live(
                        Optional.of(database),
                        database.url(),
                        database.scratch().openForScripts());
            }
            case SQLITE -> {
                String file = "live" + opened.size() + ".db";
                Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
                yield new Live(Optional.empty(), "sqlite://" + file, connection);
            }
        };
        opened.add(live);
        if (product == Product.SQLITE && !script.isBlank()) {
            live.run(script);
        }
        return live;
    }

    /** An environment with this body of its {@code data} block, and with more beside it. */
    void project(Live live, String desired, String data, String more) throws Exception {
        Files.writeString(folder.resolve("desired.sql"), desired);
        Files.writeString(
                folder.resolve("countersign.hcl"),
                "env \"a\" {\n  url = \"" + live.url() + "\"\n  src = \"file://desired.sql\"\n"
                        + (data.isEmpty() ? "" : "  data {\n" + data.replace(";", "\n") + "\n  }\n") + more + "}\n");
    }

    ReviewRequest request() {
        return ReviewRequest.of(folder).withEnvironment("a");
    }

    ReviewSession open() {
        return workspace.open(request(), Progress.none());
    }

    Review review() {
        try (ReviewSession session = open()) {
            return session.review(Map.of(), Progress.none());
        }
    }

    Review review(Live live, String desired, String data) throws Exception {
        project(live, desired, data, "");
        return review();
    }

    /** The plan runs, and afterwards there is nothing to do. */
    Review applied(Live live, String desired, String data) throws Exception {
        Review review = review(live, desired, data);
        assertThat(blocking(review)).isEmpty();
        assertThat(review.simulation().arrives()).isTrue();
        live.run(review.plan().script());
        Review again = review();
        assertThat(blocking(again)).isEmpty();
        assertThat(again.plan().script()).isEmpty();
        return review;
    }

    static List<String> blocking(Review review) {
        return review.outcome().reasons().stream()
                .filter(Outcome.Reason::blocking)
                .map(Outcome.Reason::text)
                .toList();
    }

    static List<RowChange.Deed> deeds(Review review) {
        return review.plan().statements().stream()
                .map(Statement::rows)
                .flatMap(Optional::stream)
                .map(RowChange::deed)
                .toList();
    }
}
