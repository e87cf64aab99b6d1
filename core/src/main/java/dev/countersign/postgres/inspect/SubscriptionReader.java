package dev.countersign.postgres.inspect;

import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.DefinedObject.Part;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Uncompared;
import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads subscriptions. Whether one is enabled is the state of a running service and not compared; passwords in its connection string are never read. The
 * statements made here never connect to the publisher: a new subscription is made with {@code connect = false}, and one that goes lets its slot go first.
 */
final class SubscriptionReader {
    private final Reading reading;
    private boolean any;

    SubscriptionReader(Reading reading) {
        this.reading = reading;
    }

    /** The connection string is for superusers only; without it a subscription is only known by its name. */
    void read() throws SQLException {
        List<Uncompared> named = new ArrayList<>();
        reading.session()
                .queryIfAllowed(
                        "subscriptions",
                        "SELECT s.subname, pg_catalog.has_column_privilege('pg_catalog.pg_subscription', 'subconninfo', 'SELECT')"
                                + " AS readable FROM pg_catalog.pg_subscription s WHERE s.subdbid ="
                                + " (SELECT d.oid FROM pg_catalog.pg_database d"
                                + " WHERE d.datname = pg_catalog.current_database())",
                        row -> {
                            any = true;
                            if (!row.getBoolean("readable")) {
                                named.add(new Uncompared(
                                        "subscription",
                                        row.getString("subname"),
                                        "this role may not read its connection string"));
                            }
                        });
        reading.uncompared().addAll(named);
        if (any && named.isEmpty()) {
            readReadable();
        }
    }

    private void readReadable() throws SQLException {
        reading.session()
                .query(
                        "SELECT s.oid, s.subname, pg_catalog.quote_ident(s.subname) AS name, s.subconninfo, s.subslotname,"
                                + " s.subsynccommit, s.subpublications, "
                                + from(14, "s.subbinary::pg_catalog.text", "'false'") + " AS binary, "
                                + from(14, "s.substream::pg_catalog.text", "'false'") + " AS streaming, "
                                + from(15, "s.subtwophasestate::pg_catalog.text", "'d'") + " AS twophase, "
                                + from(15, "s.subdisableonerr::pg_catalog.text", "'false'") + " AS disable_on_error, "
                                + from(16, "s.subpasswordrequired::pg_catalog.text", "'true'")
                                + " AS password_required, "
                                + from(16, "s.subrunasowner::pg_catalog.text", "'false'") + " AS run_as_owner, "
                                + from(16, "s.suborigin", "'any'") + " AS origin, "
                                + from(17, "s.subfailover::pg_catalog.text", "'false'") + " AS failover"
                                + " FROM pg_catalog.pg_subscription s WHERE s.subdbid = (SELECT d.oid FROM pg_catalog.pg_database d"
                                + " WHERE d.datname = pg_catalog.current_database())",
                        this::readSubscription);
    }

    private String from(int major, String column, String otherwise) {
        return reading.session().atLeast(major) ? column : otherwise;
    }

    private void readSubscription(Row row) throws SQLException {
        long oid = row.getLong("oid");
        String target = "SUBSCRIPTION " + row.getString("name");
        String alter = "ALTER " + target;
        String read = row.getString("subconninfo");
        String connection = SecretOptions.withoutSecrets(read);
        boolean secret = !connection.equals(read);
        String publications = Values.strings(row, "subpublications").stream()
                .map(Ident::quote)
                .collect(Collectors.joining(", "));
        List<Part> parts = new ArrayList<>();
        String connect = alter + " CONNECTION " + Literal.quote(connection);
        parts.add(new Part("connection", connect, connect, "", false, secret));
        String publish = alter + " SET PUBLICATION " + publications + " WITH (refresh = false)";
        parts.add(Part.within("publications", publish, publish, ""));
        List<String> options = new ArrayList<>(List.of("connect = false"));
        String slot = Values.optional(row, "subslotname").map(Literal::quote).orElse("NONE");
        option(alter, "slot_name", slot, "", options, parts);
        option(alter, "synchronous_commit", row.getString("subsynccommit"), "off", options, parts);
        option(alter, "binary", row.getString("binary"), "false", options, parts);
        option(alter, "streaming", streaming(row.getString("streaming")), standardStreaming(), options, parts);
        option(alter, "disable_on_error", row.getString("disable_on_error"), "false", options, parts);
        option(alter, "password_required", row.getString("password_required"), "true", options, parts);
        option(alter, "run_as_owner", row.getString("run_as_owner"), "false", options, parts);
        option(alter, "origin", row.getString("origin"), "any", options, parts);
        option(alter, "failover", row.getString("failover"), "false", options, parts);
        String twoPhase = row.getString("twophase").equals("d") ? "" : ", two_phase = true";
        String fixed = "CREATE " + target + " WITH (connect = false" + twoPhase + ")";
        reading.add(
                CatalogClass.SUBSCRIPTION,
                oid,
                new DefinedObject(
                        ObjectRef.of(ObjectKind.SUBSCRIPTION, row.getString("subname")),
                        "CREATE " + target + " CONNECTION " + Literal.quote(connection) + " PUBLICATION " + publications
                                + " WITH (" + String.join(", ", options) + twoPhase + ")",
                        alter + " DISABLE;\n" + alter + " SET (slot_name = NONE);\nDROP " + target,
                        Optional.empty(),
                        fixed,
                        parts,
                        reading.comment(CatalogClass.SUBSCRIPTION, oid)));
        if (secret) {
            reading.secrets()
                    .add(
                            ObjectRef.of(ObjectKind.SUBSCRIPTION, row.getString("subname")),
                            "password in its connection string",
                            SecretOptions.secretsIn(read));
        }
    }

    /** An option that has its server's standard value is not told: servers of different age have different ones. */
    private static void option(
            String alter, String name, String value, String standard, List<String> options, List<Part> parts) {
        if (value.equals(standard)) {
            return;
        }
        options.add(name + " = " + value);
        String set = set(alter, name, value);
        parts.add(Part.within("option " + name, set, set, standard.isEmpty() ? "" : set(alter, name, standard)));
    }

    private static String set(String alter, String name, String value) {
        return alter + " SET (" + name + " = " + value + ")";
    }

    private static String streaming(String stored) {
        return switch (stored) {
            case "p" -> "parallel";
            case "t", "true" -> "on";
            default -> "off";
        };
    }

    private String standardStreaming() {
        return reading.session().atLeast(18) ? "parallel" : "off";
    }
}
