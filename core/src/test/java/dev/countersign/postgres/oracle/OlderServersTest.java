package dev.countersign.postgres.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.devdb.embedded.OlderServer;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each older server knows is read completely, and plans arrive there: one object of every kind, from nothing and back, what those versions have no
 * statement for, and random pairs.
 */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = "amd64",
        disabledReason = "the binaries of older servers come for Linux on amd64 only")
class OlderServersTest {
    private static final int PAIRS = 6;
    private static final Pattern CONDITION = Pattern.compile("(?m)^--(<?)(\\d+) (.*)$");

    /** Columns are parts of tables; roles belong to the server; the rest needs a publisher or a label provider. */
    private static final Set<ObjectKind> LEFT_OUT = EnumSet.of(
            ObjectKind.COLUMN,
            ObjectKind.OTHER,
            ObjectKind.ROLE,
            ObjectKind.MEMBERSHIP,
            ObjectKind.SUBSCRIPTION,
            ObjectKind.SECURITY_LABEL);

    @ParameterizedTest
    @ValueSource(ints = {12, 14, 16})
    void plansArrive(int major) throws Exception {
        List<String> complaints = new ArrayList<>();
        try (OlderServer older = OlderServer.start(major)) {
            try (PostgresEngine.Server superuser = open(older.superuserUrl());
                    PairProof proof = new PairProof(superuser, true)) {
                assertThat(superuser.major()).isEqualTo(major);
                String script = kinds(major);
                proof.complaint("", script, new TreeMap<>(), false, diff -> assertComplete(diff.desired()))
                        .ifPresent(c -> complaints.add("every kind, " + c.where() + ": " + c.what()));
                proof.complaint(script, "", new TreeMap<>(), false)
                        .ifPresent(c -> complaints.add("every kind, back, " + c.where() + ": " + c.what()));
                tablesAreStoredOtherwise(superuser, complaints);
            }
            try (PostgresEngine.Server ordinary = open(older.url());
                    PairProof proof = new PairProof(ordinary)) {
                computedColumnsBecomeOrdinary(proof, complaints);
                for (long seed = 0; seed < PAIRS; seed++) {
                    new RandomPair(seed, major).prove(proof).ifPresent(complaints::add);
                }
            }
        }
        assertThat(complaints).isEmpty();
    }

    /** Only servers from 15 on have a statement for it. */
    private static void tablesAreStoredOtherwise(PostgresEngine.Server superuser, List<String> complaints)
            throws Exception {
        TreeMap<String, List<String>> kept = new TreeMap<>();
        kept.put("t", List.of("a", "b"));
        String method = "CREATE ACCESS METHOD heapish TYPE TABLE HANDLER heap_tableam_handler;";
        // rows are copied in a transaction, so everything has to run in one session
        try (PairProof proof = new PairProof(superuser)) {
            proof.complaint(
                            method + " CREATE TABLE t (a int PRIMARY KEY, b text); INSERT INTO t VALUES (1, 'x')",
                            method + " CREATE TABLE t (a int PRIMARY KEY, b text) USING heapish",
                            kept,
                            false)
                    .ifPresent(c -> complaints.add("access method, " + c.where() + ": " + c.what()));
        }
    }

    /** Only servers from 13 on have a statement for it. */
    private static void computedColumnsBecomeOrdinary(PairProof proof, List<String> complaints) throws Exception {
        TreeMap<String, List<String>> kept = new TreeMap<>();
        kept.put("t", List.of("a", "b"));
        kept.put("h", List.of("a", "b"));
        proof.complaint(
                        "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) STORED); CREATE TABLE h () INHERITS (t);"
                                + " CREATE INDEX i ON t (b); INSERT INTO t VALUES (1); INSERT INTO h VALUES (2)",
                        "CREATE TABLE t (a int, b int DEFAULT 7); CREATE TABLE h () INHERITS (t); CREATE INDEX i ON t (b)",
                        kept,
                        false)
                .ifPresent(c -> complaints.add("computed column, " + c.where() + ": " + c.what()));
    }

    private static PostgresEngine.Server open(String url) {
        return new PostgresEngine.Server(DevDatabases.installed().open(url, Progress.none()));
    }

    private static void assertComplete(Catalog catalog) {
        assertThat(catalog.uncompared()).as("found and not compared").isEmpty();
        Set<ObjectKind> missing = EnumSet.allOf(ObjectKind.class);
        missing.removeAll(LEFT_OUT);
        catalog.objects().values().stream().map(SchemaObject::ref).forEach(ref -> missing.remove(ref.kind()));
        assertThat(missing).as("kinds that were not read").isEmpty();
    }

    private static String kinds(int major) throws IOException {
        try (InputStream resource = OlderServersTest.class.getResourceAsStream("kinds.sql")) {
            String script = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return CONDITION
                    .matcher(script)
                    .replaceAll(line -> Matcher.quoteReplacement(
                            line.group(1).isEmpty() == major >= Integer.parseInt(line.group(2)) ? line.group(3) : ""));
        }
    }
}
