package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.connect.ConnectionContext;
import dev.countersign.connect.PasswordPrompt;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.dialect.Dialect;
import dev.countersign.lint.Analyzer;
import dev.countersign.lint.Diagnostic;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import dev.countersign.signing.plan.PlanFile;
import dev.countersign.signing.ssh.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.io.TempDir;

/** Policies, states and records of renames in a folder, read at any time. */
abstract class DeprecationFixture {
    static final Instant RENAMED = Instant.parse("2026-10-01T09:00:00Z");
    static final Duration DAY = Duration.ofDays(1);
    static final Instant EARLY = RENAMED.plus(DAY.multipliedBy(29));
    static final Instant LATE = RENAMED.plus(DAY.multipliedBy(31));

    @TempDir
    Path folder;

    static String url(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet where = statement.executeQuery("SELECT current_user, current_database(),"
                        + " split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port')")) {
            where.next();
            return "postgres://" + where.getString(1) + "@/" + where.getString(2) + "?host=" + where.getString(3)
                    + "&port=" + where.getString(4);
        }
    }

    DeprecationBoard board(String url, Instant now) {
        return board(url, now, true);
    }

    DeprecationBoard board(String url, Instant now, boolean record) {
        return workspace(now).deprecations(request(url, List.of(), "embedded://postgres/18"), record, Progress.none());
    }

    DeprecationBoard look(Instant now) {
        return workspace(now)
                .deprecations(
                        request("sqlite://shop.db", List.of(), "sqlite://dev?mode=memory"), true, Progress.none());
    }

    void live(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    PlanFile seal(Instant now) {
        try (ReviewSession session = workspace(now).open(request("sqlite://dev?mode=memory"), Progress.none())) {
            return session.seal(
                    session.review(Map.of(), Progress.none()),
                    SealRequest.by("me@corp.example", TestKeys.ed25519(), Optional.empty()));
        }
    }

    Review review(Instant now, String dev) {
        try (ReviewSession session = workspace(now).open(request(dev), Progress.none())) {
            return session.review(Map.of(), Progress.none());
        }
    }

    static Diagnostic only(Review review, String code) {
        assertThat(review.diagnostics()).filteredOn(d -> d.code().equals(code)).hasSize(1);
        return review.diagnostics().stream()
                .filter(d -> d.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    static DefaultWorkspace workspace(Instant now) {
        return new DefaultWorkspace(
                DevDatabases.installed(),
                ServiceLoader.load(Dialect.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                ServiceLoader.load(Analyzer.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                ConnectionContext.ofThisProcess(PasswordPrompt.nobody()),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    void policy(String body) throws IOException {
        String observations = body.contains("observations") ? "" : "\n  observations = \"file://none.jsonl\"";
        write("countersign.hcl", "deprecation {\n  " + body + observations + "\n}\n");
    }

    void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    ReviewRequest request(String dev) {
        return request("file://old.sql", List.of("file://new.sql"), dev);
    }

    ReviewRequest request(String from, List<String> to, String dev) {
        return new ReviewRequest(
                Optional.empty(),
                folder,
                Optional.empty(),
                Map.of(),
                Optional.of(from),
                to,
                Optional.of(dev),
                List.of());
    }
}
