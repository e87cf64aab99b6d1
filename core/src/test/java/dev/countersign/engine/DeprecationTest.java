package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.deprecation.Standing;
import dev.countersign.deprecation.Standing.State;
import dev.countersign.devdb.ScratchDatabase;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A drop waits until the window, counted from a recorded rename, is over: with clocks one day early and one day late, on real engines. */
@ExtendWith(PostgresEngine.class)
class DeprecationTest extends DeprecationFixture {
    private static final String OLD = "CREATE TABLE users (id int PRIMARY KEY, email text, deprecated_fax text);";
    private static final String NEW = "CREATE TABLE users (id int PRIMARY KEY, email text);";
    private static final String RENAME = "ALTER TABLE users RENAME COLUMN fax TO deprecated_fax;";

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
                StandardOpenOption.APPEND);
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
                StandardOpenOption.APPEND);
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
                .containsExactly(Tuple.tuple("users.deprecated_fax", 30L, RENAMED.plus(DAY.multipliedBy(30))));

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
}
