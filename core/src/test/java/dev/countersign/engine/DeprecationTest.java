package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.connect.ConnectionContext;
import dev.countersign.connect.PasswordPrompt;
import dev.countersign.deprecation.Standing;
import dev.countersign.deprecation.Standing.State;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.lint.Analyzer;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.LintReport;
import dev.countersign.lint.Severity;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome.Verdict;
import dev.countersign.review.Review;
import dev.countersign.signing.manifest.Deprecation;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A drop waits until the window, counted from a recorded rename, is over: with clocks one day early and one day late, on real engines. */
@ExtendWith(PostgresEngine.class)
class DeprecationTest {
    private static final Instant RENAMED = Instant.parse("2026-10-01T09:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant EARLY = RENAMED.plus(DAY.multipliedBy(29));
    private static final Instant LATE = RENAMED.plus(DAY.multipliedBy(31));
    private static final String OLD = "CREATE TABLE users (id int PRIMARY KEY, email text, deprecated_fax text);";
    private static final String NEW = "CREATE TABLE users (id int PRIMARY KEY, email text);";
    private static final String RENAME = "ALTER TABLE users RENAME COLUMN fax TO deprecated_fax;";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"embedded://postgres/18", "sqlite://dev?mode=memory"})
    void oneDayEarlyIsRefusedAndOneDayLatePasses(String dev) throws IOException {
        policy("window = \"30d\"\n  migrations = \"file://migrations\"");
        write("migrations/20261001090000_rename.sql", RENAME);
        write("old.sql", OLD);
        write("new.sql", NEW);

        Review early = review(EARLY, dev);
        assertThat(early.outcome().verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(early.outcome().reasons().getFirst().text())
                .contains("deprecated_fax\" must not be dropped before 2026-10-31T09:00:00Z (1 day left)")
                .contains("migration 20261001090000_rename.sql")
                .contains("window 30 days (countersign.hcl:2)");

        Review late = review(LATE, dev);
        assertThat(late.outcome().verdict()).isEqualTo(Verdict.SIGN_OFF_REQUIRED);
        assertThat(late.count(Severity.ERROR)).isZero();
        Diagnostic drop = only(late, "DS103");
        assertThat(drop.suppression().orElseThrow().by()).isEqualTo("deprecation { window = 30 days }");
        assertThat(only(late, "DST111").message()).contains("may be dropped since 2026-10-31T09:00:00Z");
        assertThat(only(late, "DST111").message()).contains("Whether it is still used is not known");
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded://postgres/18", "sqlite://dev?mode=memory"})
    void renamedAndDroppedInOnePlanIsRefused(String dev) throws IOException {
        policy("window = \"30d\"");
        write("old.sql", "CREATE TABLE users (id int PRIMARY KEY, email text, fax text);");
        write("1.sql", RENAME + "\nALTER TABLE users DROP COLUMN deprecated_fax;");
        LintReport report = workspace(LATE)
                .lint(
                        new LintRequest(request("file://old.sql", List.of(), dev), List.of(Path.of("1.sql"))),
                        Progress.none());
        assertThat(report.passes()).isFalse();
        assertThat(report.diagnostics().stream().filter(d -> d.code().equals("DST111")))
                .singleElement()
                .satisfies(d -> assertThat(d.severity()).isEqualTo(Severity.ERROR))
                .satisfies(
                        d -> assertThat(d.message()).contains("renamed to \"deprecated_fax\" and dropped in one plan"));
    }

    @Test
    void aNameAloneIsNoRecordWhateverTheAllowListSays() throws IOException {
        policy("window = \"30d\"");
        Files.writeString(
                folder.resolve("countersign.hcl"),
                "\nlint {\n  destructive {\n    allow_column {\n      match = \"^deprecated_\"\n    }\n  }\n}\n",
                java.nio.file.StandardOpenOption.APPEND);
        write("old.sql", OLD);
        write("new.sql", NEW);
        Review review = review(LATE, "sqlite://dev?mode=memory");
        assertThat(review.outcome().verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(only(review, "DS103").suppression().orElseThrow().by()).isEqualTo("allow_column \"^deprecated_\"");
        assertThat(only(review, "DST111").message()).contains("nothing records since when it has this name");
    }

    @Test
    void whatIsNotCalledDeprecatedNeedsAnAllowList() throws IOException {
        policy("window = \"30d\"");
        write("old.sql", "CREATE TABLE users (id int PRIMARY KEY, email text, fax text);");
        write("new.sql", NEW);
        assertThat(only(review(LATE, "sqlite://dev?mode=memory"), "DST111").message())
                .contains("is not announced: rename it to \"deprecated_fax\"");
        Files.writeString(
                folder.resolve("countersign.hcl"),
                "\nlint {\n  destructive {\n    allow_column {\n      match = \"^fax$\"\n    }\n  }\n}\n",
                java.nio.file.StandardOpenOption.APPEND);
        assertThat(review(LATE, "sqlite://dev?mode=memory").diagnostics())
                .noneMatch(d -> d.code().equals("DST111"));
    }

    @Test
    void aSignedPlanIsARecordAndItsSuccessorSaysSo() throws IOException {
        policy("window = \"30d\"\n  plans = \"file://plans\"");
        write("old.sql", "CREATE TABLE users (id int PRIMARY KEY, email text, fax text);");
        write(
                "new.sql",
                "CREATE TABLE users (id int PRIMARY KEY, email text,\n  -- atlas:renamed_from fax\n  deprecated_fax text);");
        PlanFile announced = seal(RENAMED);
        Files.createDirectory(folder.resolve("plans"));
        announced.write(folder.resolve("plans/announce.plan"));
        assertThat(announced.manifest().deprecation())
                .extracting(
                        d -> d.object().name(),
                        Deprecation::windowDays,
                        d -> d.eligibleAt().orElseThrow())
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "users.deprecated_fax", 30L, RENAMED.plus(DAY.multipliedBy(30))));

        write("old.sql", OLD);
        write("new.sql", NEW);
        assertThat(review(EARLY, "sqlite://dev?mode=memory").outcome().verdict())
                .isEqualTo(Verdict.BLOCKED);
        assertThatThrownBy(() -> seal(EARLY)).hasMessageContaining("must not be dropped before 2026-10-31T09:00:00Z");
        Deprecation dropped = seal(LATE).manifest().deprecation().getFirst();
        assertThat(dropped.deprecatedBy().orElseThrow().plan()).isEqualTo(announced.digest());
        assertThat(dropped.eligibleAt()).contains(RENAMED.plus(DAY.multipliedBy(30)));
    }

    @Test
    void anUnsignedPlanIsNoRecord() throws IOException {
        policy("window = \"30d\"\n  plans = \"file://plans\"");
        write("old.sql", "CREATE TABLE users (id int PRIMARY KEY, email text, fax text);");
        write(
                "new.sql",
                "CREATE TABLE users (id int PRIMARY KEY, email text,\n  -- atlas:renamed_from fax\n  deprecated_fax text);");
        Files.createDirectory(folder.resolve("plans"));
        try (ReviewSession session = workspace(RENAMED).open(request("sqlite://dev?mode=memory"), Progress.none())) {
            session.seal(
                            session.review(Map.of(), Progress.none()),
                            new SealRequest("", "", "me@corp.example", Optional.empty(), DAY, Optional.empty()))
                    .write(folder.resolve("plans/announce.plan"));
        }
        write("old.sql", OLD);
        write("new.sql", NEW);
        assertThat(review(LATE, "sqlite://dev?mode=memory").outcome().verdict()).isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void ourOwnLooksAreRecordsAndCannotBeEdited() throws Exception {
        policy("window = \"30d\"\n  observations = \"file://seen.jsonl\"");
        live("CREATE TABLE users (id int PRIMARY KEY, email text, fax text)");
        assertThat(look(RENAMED.minus(DAY)).objects()).isEmpty();
        live("ALTER TABLE users RENAME COLUMN fax TO deprecated_fax");
        assertThat(look(RENAMED).objects()).extracting(Standing::state).containsExactly(State.DRAINING);
        assertThat(look(EARLY).objects().getFirst().opensAt()).contains(RENAMED.plus(DAY.multipliedBy(30)));
        assertThat(look(LATE).objects()).extracting(Standing::state).containsExactly(State.OPEN);

        live("ALTER TABLE users RENAME COLUMN deprecated_fax TO fax");
        look(LATE.plus(DAY));
        live("ALTER TABLE users RENAME COLUMN fax TO deprecated_fax");
        Standing again = look(LATE.plus(DAY.multipliedBy(2))).objects().getFirst();
        assertThat(again.state()).as("revived in between").isEqualTo(State.DRAINING);

        Path seen = folder.resolve("seen.jsonl");
        Files.writeString(seen, Files.readString(seen).replaceFirst("2026-10-01", "2026-09-01"));
        assertThatThrownBy(() -> look(LATE))
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining("was changed: line 3");
    }

    @Test
    void aMigrationThatClaimsMoreThanWeSawDoesNotCount() throws Exception {
        policy("window = \"30d\"\n  observations = \"file://seen.jsonl\"\n  migrations = \"file://migrations\"");
        write("migrations/20260101000000_rename.sql", RENAME);
        live("CREATE TABLE users (id int PRIMARY KEY, email text, fax text)");
        look(RENAMED);
        live("ALTER TABLE users RENAME COLUMN fax TO deprecated_fax");
        Standing standing = look(LATE).objects().getFirst();
        assertThat(standing.state()).isEqualTo(State.DRAINING);
        assertThat(standing.remarks())
                .anyMatch(r ->
                        r.contains("20260101000000_rename.sql does not count") && r.contains("nothing had this name"));
    }

    @Test
    void whatSqliteCannotKnowIsNotEvidence() throws Exception {
        policy("window = \"30d\"\n  require_evidence = true\n  migrations = \"file://migrations\"");
        write("migrations/20261001090000_rename.sql", RENAME);
        write("old.sql", OLD);
        write("new.sql", NEW);
        assertThat(only(review(LATE, "sqlite://dev?mode=memory"), "DST111").message())
                .contains("asks for evidence that nobody uses it, and whether it is still used is not known");
    }

    @Test
    void readsOfATableAreSeenOnPostgres(PostgresEngine.Server server) throws Exception {
        policy(
                "window = \"1h\"\n  require_evidence = true\n  restart_on_read = true\n  observations = \"file://seen.jsonl\"");
        try (ScratchDatabase database = server.database().create("deprecated");
                Connection connection = database.openForScripts()) {
            PostgresEngine.Server.run(
                    connection,
                    "CREATE TABLE deprecated_fax (id int); INSERT INTO deprecated_fax VALUES (1); CREATE TABLE users (id int, deprecated_name text)");
            database.runPrivileged(List.of("GRANT pg_read_all_settings TO \""
                    + connection.getMetaData().getUserName() + '"'));
            String url = url(connection);
            Instant renamed = Instant.now();
            DeprecationBoard first = board(url, renamed);
            assertThat(first.objects())
                    .extracting(Standing::state)
                    .containsExactlyInAnyOrder(State.DRAINING, State.DRAINING);
            Instant late = renamed.plus(Duration.ofHours(2));
            assertThat(board(url, late, false).objects())
                    .filteredOn(s -> s.object().name().equals("deprecated_fax"))
                    .singleElement()
                    .satisfies(s -> assertThat(s.usage().text()).contains("counted since"));

            PostgresEngine.Server.run(connection, "SELECT count(*) FROM deprecated_fax");
            PostgresEngine.Server.run(connection, "SELECT count(*) FROM users");
            PostgresEngine.Server.run(connection, "SELECT pg_stat_force_next_flush()");
            DeprecationBoard read = board(url, renamed.plus(Duration.ofMinutes(61)), false);
            assertThat(read.objects())
                    .filteredOn(s -> s.object().name().equals("deprecated_fax"))
                    .singleElement()
                    .satisfies(s -> assertThat(s.usage().lastRead()).isPresent());
            assertThat(read.objects())
                    .filteredOn(s -> s.object().name().equals("deprecated_name"))
                    .singleElement()
                    .satisfies(s -> assertThat(s.state()).isEqualTo(State.NO_EVIDENCE))
                    .satisfies(s -> assertThat(s.text()).contains("counts reads by table, not by column"));
        }
    }

    private static String url(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet where = statement.executeQuery("SELECT current_user, current_database(),"
                        + " split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port')")) {
            where.next();
            return "postgres://" + where.getString(1) + "@/" + where.getString(2) + "?host=" + where.getString(3)
                    + "&port=" + where.getString(4);
        }
    }

    private DeprecationBoard board(String url, Instant now) {
        return board(url, now, true);
    }

    private DeprecationBoard board(String url, Instant now, boolean record) {
        return workspace(now).deprecations(request(url, List.of(), "embedded://postgres/18"), record, Progress.none());
    }

    private DeprecationBoard look(Instant now) {
        return workspace(now)
                .deprecations(
                        request("sqlite://shop.db", List.of(), "sqlite://dev?mode=memory"), true, Progress.none());
    }

    private void live(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private PlanFile seal(Instant now) {
        try (ReviewSession session = workspace(now).open(request("sqlite://dev?mode=memory"), Progress.none())) {
            return session.seal(
                    session.review(Map.of(), Progress.none()),
                    SealRequest.by("me@corp.example", TestKeys.ed25519(), Optional.empty()));
        }
    }

    private Review review(Instant now, String dev) {
        try (ReviewSession session = workspace(now).open(request(dev), Progress.none())) {
            return session.review(Map.of(), Progress.none());
        }
    }

    private static Diagnostic only(Review review, String code) {
        assertThat(review.diagnostics()).filteredOn(d -> d.code().equals(code)).hasSize(1);
        return review.diagnostics().stream()
                .filter(d -> d.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static DefaultWorkspace workspace(Instant now) {
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

    private void policy(String body) throws IOException {
        String observations = body.contains("observations") ? "" : "\n  observations = \"file://none.jsonl\"";
        write("countersign.hcl", "deprecation {\n  " + body + observations + "\n}\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private ReviewRequest request(String dev) {
        return request("file://old.sql", List.of("file://new.sql"), dev);
    }

    private ReviewRequest request(String from, List<String> to, String dev) {
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
