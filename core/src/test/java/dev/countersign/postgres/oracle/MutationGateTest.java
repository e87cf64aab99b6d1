package dev.countersign.postgres.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.oracle.MutationCases.MutationCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every attribute that the catalog's records hold is changed alone somewhere in {@code mutations.sql}; the difference is seen and its plan arrives,
 * there and back. The list of attributes comes from the records, so a new one fails here until it has a case.
 */
@ExtendWith(PostgresEngine.class)
class MutationGateTest {
    private final PostgresEngine.Server server;

    MutationGateTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @Test
    void everyAttributeIsSeenAndArrives() throws Exception {
        Outcome outcome = new Gate(server).run(MutationCases.all());
        assertThat(outcome.complaints()).as("plans that do not arrive").isEmpty();
        Set<String> attributes = new TreeSet<>(Attributes.all());
        attributes.removeAll(outcome.changed());
        assertThat(attributes).as("attributes that no case changes").isEmpty();
        Set<String> keys = new TreeSet<>(outcome.keys());
        keys.removeAll(outcome.changed());
        assertThat(keys).as("keys of attribute maps that no case changes").isEmpty();
        Set<String> literals = new TreeSet<>(keysInSource());
        literals.removeIf(key -> outcome.changed().stream().anyMatch(path -> path.endsWith(".attributes." + key)));
        assertThat(literals)
                .as("keys that the inspector may put and no case changes")
                .isEmpty();
        Set<ObjectKind> kinds = EnumSet.allOf(ObjectKind.class);
        kinds.removeIf(kind -> outcome.lone().contains(kind.name()));
        // columns are no objects of their own; roles belong to the server; the others need what a case cannot bring: a
        // superuser who inspects, a
        // publisher, a label provider, functions in C
        kinds.removeAll(Set.of(
                ObjectKind.COLUMN,
                ObjectKind.OTHER,
                ObjectKind.ROLE,
                ObjectKind.MEMBERSHIP,
                ObjectKind.USER_MAPPING,
                ObjectKind.SUBSCRIPTION,
                ObjectKind.SECURITY_LABEL));
        assertThat(kinds).as("kinds of objects that no case adds and drops").isEmpty();
        // a type that is only declared has nothing but its name
        Set<String> definitions = new TreeSet<>(outcome.defined());
        definitions.remove(ObjectKind.SHELL_TYPE.name());
        assertThat(outcome.redefined())
                .as("kinds compared by definition that no case changes")
                .containsAll(definitions);
    }

    private static Set<String> keysInSource() throws IOException {
        Pattern put = Pattern.compile("[aA]ttributes\\.put\\(\"([a-z_]+)\"");
        try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/countersign/postgres/inspect"))) {
            Set<String> keys = new TreeSet<>();
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).collect(Collectors.toList())) {
                Matcher matcher = put.matcher(Files.readString(file));
                while (matcher.find()) {
                    keys.add(matcher.group(1));
                }
            }
            return keys;
        }
    }

    /** What the cases showed. */
    record Outcome(
            List<String> complaints,
            Set<String> changed,
            Set<String> keys,
            Set<String> lone,
            Set<String> redefined,
            Set<String> defined) {}

    /** Runs the cases on two threads. */
    static final class Gate {
        private static final int THREADS = 2;

        private final PostgresEngine.Server server;
        private final Outcome outcome = new Outcome(
                new ArrayList<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());

        Gate(PostgresEngine.Server server) {
            this.server = server;
        }

        Outcome run(List<MutationCase> cases) throws Exception {
            makeTablespace();
            AtomicInteger next = new AtomicInteger();
            Callable<Boolean> worker = () -> {
                try (PairProof ordinary = new PairProof(server);
                        PairProof privileged = new PairProof(server, true)) {
                    for (int i = next.getAndIncrement(); i < cases.size(); i = next.getAndIncrement()) {
                        prove(cases.get(i).privileged() ? privileged : ordinary, cases.get(i));
                    }
                }
                return true;
            };
            try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
                for (Future<Boolean> result : threads.invokeAll(List.of(worker, worker))) {
                    result.get();
                }
            }
            return outcome;
        }

        /** Tablespaces belong to the whole server, so a test run has one, inside the server's own folder. */
        private void makeTablespace() throws SQLException {
            try (var scratch = server.database().create("tablespace")) {
                try (Connection connection = scratch.open();
                        Statement statement = connection.createStatement();
                        var row = statement.executeQuery("SELECT FROM pg_tablespace WHERE spcname = 'gate_space'")) {
                    if (row.next()) {
                        return;
                    }
                }
                scratch.runPrivileged(
                        List.of("SET allow_in_place_tablespaces = on", "CREATE TABLESPACE gate_space LOCATION ''"));
            }
        }

        private void prove(PairProof proof, MutationCase mutation) throws SQLException {
            String first = mutation.variants().getFirst();
            for (String other :
                    mutation.variants().subList(1, mutation.variants().size())) {
                prove(proof, mutation, first, other);
                if (!mutation.oneWay()) {
                    prove(proof, mutation, other, first);
                }
            }
        }

        private void prove(PairProof proof, MutationCase mutation, String old, String wanted) throws SQLException {
            String what = mutation.name() + ": from\n" + old + "\nto\n" + wanted + "\n";
            List<String> complaints = new ArrayList<>();
            try {
                proof.complaint(old, wanted, new TreeMap<>(), false, diff -> {
                            if (diff.isEmpty()) {
                                complaints.add(what + "no difference is seen");
                            }
                            synchronized (outcome) {
                                outcome.changed().addAll(Attributes.changed(diff.current(), diff.desired()));
                                outcome.keys().addAll(Attributes.keys(diff.desired()));
                                outcome.lone().addAll(Attributes.lone(diff.current(), diff.desired()));
                                outcome.redefined().addAll(Attributes.redefined(diff.current(), diff.desired()));
                                outcome.defined().addAll(Attributes.defined(diff.desired()));
                            }
                        })
                        .ifPresent(complaint -> complaints.add(what + complaint.where() + ": " + complaint.what()));
            } catch (PairProof.ScriptException e) {
                complaints.add(what + "the case itself is wrong: " + e.getMessage());
            }
            synchronized (outcome) {
                outcome.complaints().addAll(complaints);
            }
        }
    }
}
