package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.RowPolicy;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.catalog.Trigger;
import dev.countersign.postgres.name.TriggerState;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Constraints, indexes, triggers and policies as DDL. */
final class ChildDdl {
    private static final Set<String> ROLES = Set.of("clustered", "replica_identity");

    private ChildDdl() {}

    static List<String> create(Constraint constraint) {
        return constraint instanceof CheckConstraint check && check.inherited() ? List.of() : createOwn(constraint);
    }

    /** The constraint even if the desired state only has it because a parent has. */
    static List<String> createOwn(Constraint constraint) {
        List<String> sql = new ArrayList<>();
        String table = "ALTER TABLE " + Names.qualified(constraint.table());
        String storage = "";
        if (constraint instanceof KeyConstraint key) {
            String options = StorageOptions.settings(StorageOptions.options(key.attributes()));
            String space = Optional.ofNullable(key.attributes().get("tablespace"))
                    .map(t -> " USING INDEX TABLESPACE " + Ident.quote(t))
                    .orElse("");
            storage = (options.isEmpty() ? "" : " WITH (" + options + ")") + space;
        }
        sql.add(table + " ADD CONSTRAINT " + Names.own(constraint.ref()) + " "
                + withStorage(constraint.definition(), storage) + ";");
        if (constraint instanceof KeyConstraint key) {
            sql.addAll(roles(key.table(), key.ref().name(), Map.of(), key.attributes(), Set.of()));
        }
        return sql;
    }

    /** Storage parameters stand before {@code DEFERRABLE} and {@code WHERE}. */
    private static String withStorage(String definition, String storage) {
        String core = InPlace.withoutDeferrability(definition);
        return core + storage + definition.substring(core.length());
    }

    /**
     * What is said about a table's index beside its definition: clustering, replica identity, a comment on the index behind a key.
     *
     * @param elsewhere attributes of which a table has one, and which another index or the table itself takes over by a statement of its own
     */
    private static List<String> roles(
            ObjectRef table,
            String index,
            Map<String, String> before,
            Map<String, String> after,
            Set<String> elsewhere) {
        List<String> sql = new ArrayList<>();
        String prefix = "ALTER TABLE " + Names.qualified(table);
        if (!Objects.equals(before.get("index_comment"), after.get("index_comment"))) {
            sql.add(Names.commentOn(
                    ObjectRef.of(ObjectKind.INDEX, table.schema(), index),
                    Optional.ofNullable(after.get("index_comment"))));
        }
        if (!Objects.equals(before.get("clustered"), after.get("clustered")) && !elsewhere.contains("clustered")) {
            sql.add(prefix
                    + (after.containsKey("clustered") ? " CLUSTER ON " + Ident.quote(index) : " SET WITHOUT CLUSTER")
                    + ";");
        }
        if (!Objects.equals(before.get("replica_identity"), after.get("replica_identity"))
                && !elsewhere.contains("replica_identity")) {
            sql.add(prefix + " REPLICA IDENTITY "
                    + (after.containsKey("replica_identity") ? "USING INDEX " + Ident.quote(index) : "DEFAULT") + ";");
        }
        return sql;
    }

    /** Which of the roles that only one index of a table can have belong to another one than the given, or to the table itself. */
    static Set<String> taken(Catalog desired, ObjectRef table, ObjectRef except) {
        Set<String> taken = new TreeSet<>();
        desired.find(table, Table.class)
                .filter(t -> !t.ref().equals(except) && t.attributes().containsKey("replica_identity"))
                .ifPresent(t -> taken.add("replica_identity"));
        for (TableObject child : desired.tableObjects(table)) {
            Map<String, String> attributes = switch (child) {
                case Index index -> index.attributes();
                case KeyConstraint key -> key.attributes();
                case CheckConstraint check -> Map.of();
                case ForeignKey key -> Map.of();
                case Trigger trigger -> Map.of();
                case RowPolicy policy -> Map.of();
            };
            if (!child.ref().equals(except)) {
                ROLES.stream().filter(attributes::containsKey).forEach(taken::add);
            }
        }
        return taken;
    }

    static List<String> alter(Constraint before, Constraint after, Set<String> elsewhere) {
        List<String> sql = new ArrayList<>();
        String table = "ALTER TABLE " + Names.qualified(after.table());
        String name = Names.own(after.ref());
        boolean validate = switch (after) {
            case CheckConstraint c -> c.validated() && !((CheckConstraint) before).validated();
            case ForeignKey f -> f.validated() && !((ForeignKey) before).validated();
            case KeyConstraint k -> false;
        };
        if (after instanceof ForeignKey) {
            String old = InPlace.bare(before.definition());
            String wanted = InPlace.bare(after.definition());
            if (!old.equals(wanted)) {
                String clauses =
                        wanted.substring(InPlace.withoutDeferrability(wanted).length());
                sql.add(table + " ALTER CONSTRAINT " + name + (clauses.isEmpty() ? " NOT DEFERRABLE" : clauses) + ";");
            }
        }
        if (validate) {
            sql.add(validate(after));
        }
        if (before instanceof KeyConstraint old && after instanceof KeyConstraint key) {
            String index = Ident.qualified(key.ref().schema(), key.ref().name());
            sql.addAll(indexAttributes(index, old.attributes(), key.attributes()));
            sql.addAll(roles(key.table(), key.ref().name(), old.attributes(), key.attributes(), elsewhere));
        }
        return sql;
    }

    /** The constraint is there, and no row was ever looked at. */
    static String validate(Constraint constraint) {
        return "ALTER TABLE " + Names.qualified(constraint.table()) + " VALIDATE CONSTRAINT "
                + Names.own(constraint.ref()) + ";";
    }

    private static List<String> indexAttributes(String index, Map<String, String> before, Map<String, String> after) {
        List<String> sql = new ArrayList<>(StorageOptions.changeOptions(
                "ALTER INDEX " + index, StorageOptions.options(before), StorageOptions.options(after)));
        String space = after.getOrDefault("tablespace", "pg_default");
        if (!space.equals(before.getOrDefault("tablespace", "pg_default"))) {
            sql.add("ALTER INDEX " + index + " SET TABLESPACE " + Ident.quote(space) + ";");
        }
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            if (name.startsWith("statistics.") && !Objects.equals(before.get(name), after.get(name))) {
                sql.add("ALTER INDEX " + index + " ALTER COLUMN " + name.substring("statistics.".length())
                        + " SET STATISTICS " + after.getOrDefault(name, "-1") + ";");
            }
        }
        return sql;
    }

    /** The first statement builds the index. */
    static List<String> create(Index index) {
        List<String> sql = new ArrayList<>();
        String head = "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX ";
        String text = index.definition();
        String only = head + Names.own(index.ref()) + " ON ONLY ";
        if (text.startsWith(only)) {
            text = head + Names.own(index.ref()) + " ON " + text.substring(only.length());
        }
        sql.add(text + tablespace(index, text) + ";");
        Map<String, String> rest = index.attributes();
        sql.addAll(indexAttributes(
                Names.qualified(index.ref()),
                rest.containsKey("tablespace") ? Map.of("tablespace", rest.get("tablespace")) : Map.of(),
                rest));
        sql.addAll(roles(index.table(), index.ref().name(), Map.of(), rest, Set.of()));
        return sql;
    }

    private static String tablespace(Index index, String text) {
        String space = index.attributes().get("tablespace");
        return space == null
                        || text.contains(" TABLESPACE ")
                        || index.predicate().isPresent()
                ? ""
                : " TABLESPACE " + Ident.quote(space);
    }

    static List<String> alter(Index before, Index after, Set<String> elsewhere) {
        List<String> sql = new ArrayList<>();
        sql.addAll(indexAttributes(Names.qualified(after.ref()), before.attributes(), after.attributes()));
        sql.addAll(roles(after.table(), after.ref().name(), before.attributes(), after.attributes(), elsewhere));
        return sql;
    }

    static List<String> create(Trigger trigger) {
        List<String> sql = new ArrayList<>();
        sql.add(trigger.definition() + ";");
        if (!trigger.enabled().equals("ORIGIN")) {
            sql.add(enabled(trigger));
        }
        return sql;
    }

    static String enabled(Trigger trigger) {
        return "ALTER TABLE " + Names.qualified(trigger.table()) + " " + TriggerState.enabling(trigger.enabled())
                + " TRIGGER " + Names.own(trigger.ref()) + ";";
    }

    static String create(RowPolicy policy) {
        return "CREATE POLICY " + Names.own(policy.ref()) + " ON " + Names.qualified(policy.table())
                + (policy.permissive() ? "" : " AS RESTRICTIVE")
                + (policy.command().equals("ALL") ? "" : " FOR " + policy.command())
                + roleList(policy)
                + policy.using().map(u -> " USING (" + u + ")").orElse("")
                + policy.check().map(c -> " WITH CHECK (" + c + ")").orElse("") + ";";
    }

    private static String roleList(RowPolicy policy) {
        return " TO "
                + policy.roles().stream()
                        .map(r -> r.equals("public") ? "PUBLIC" : Ident.quote(r))
                        .collect(Collectors.joining(", "));
    }

    static Optional<String> alter(RowPolicy before, RowPolicy after) {
        StringBuilder sql = new StringBuilder();
        if (!before.roles().equals(after.roles())) {
            sql.append(roleList(after));
        }
        if (!before.using().equals(after.using())) {
            after.using().ifPresent(u -> sql.append(" USING (").append(u).append(')'));
        }
        if (!before.check().equals(after.check())) {
            after.check().ifPresent(c -> sql.append(" WITH CHECK (").append(c).append(')'));
        }
        return sql.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "ALTER POLICY " + Names.own(after.ref()) + " ON " + Names.qualified(after.table()) + sql + ";");
    }
}
