package dev.countersign.postgres.hcl;

import dev.countersign.ddl.DdlBlock;
import dev.countersign.ddl.DdlDocument;
import dev.countersign.ddl.DdlSql;
import dev.countersign.ddl.DdlValue;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.SourceRange;
import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What references, types and values of a document are in SQL. */
final class Names {
    private static final Set<String> NAMED_BY_LABEL_ALONE =
            Set.of("schema", "extension", "role", "user", "server", "event_trigger");
    private static final int DEEPEST_PARTITION = 32;
    private static final Set<String> WORDS = Set.of(
            "CURRENT_TIMESTAMP",
            "CURRENT_DATE",
            "CURRENT_TIME",
            "CURRENT_USER",
            "SESSION_USER",
            "LOCALTIME",
            "LOCALTIMESTAMP",
            "CURRENT_ROLE",
            "CURRENT_SCHEMA",
            "USER");

    /** Stands for a name in a statement that is never run. */
    private static final String NO_NAME = "\"\"";

    private final DdlDocument document;

    Names(DdlDocument document) {
        this.document = document;
    }

    /** The name of the schema that a block says it belongs to. */
    String schema(DdlBlock block) {
        Optional<DdlValue> value = block.value("schema");
        if (value.isEmpty()) {
            if (block.attribute("schema").isEmpty()) {
                block.findings()
                        .problem(
                                block.range(),
                                "a " + block.type() + " needs its schema, such as schema = schema.public");
            }
            return "";
        }
        return schemaName(value.get()).orElse("");
    }

    Optional<String> schemaName(DdlValue value) {
        return value.path().isPresent() ? target(value, "schema").map(DdlBlock::name) : value.sqlOrText();
    }

    /** The qualified name of what a block makes. */
    String qualified(DdlBlock block) {
        String name = quoted(block);
        if (NAMED_BY_LABEL_ALONE.contains(block.type())) {
            return name;
        }
        String schema = schema(block);
        return schema.isEmpty() ? name : quoted(schema, block.range()) + "." + name;
    }

    /** The name of what a block makes, without its schema; a problem when it has none that the server can keep. */
    String quoted(DdlBlock block) {
        String name = block.name();
        if (name.isEmpty()) {
            block.findings()
                    .problem(
                            block.range(),
                            "a " + block.type() + " needs a name: " + block.type() + " \"name\" { ... }");
            return NO_NAME;
        }
        return quoted(name, block.range());
    }

    /** A name that the document says; a problem when the server cannot keep it. */
    String quoted(String name, SourceRange at) {
        try {
            return Ident.quote(name);
        } catch (IllegalArgumentException e) {
            document.findings().problem(at, e.getMessage());
            return NO_NAME;
        }
    }

    /** The block that a reference names; a problem when there is none. */
    Optional<DdlBlock> target(DdlValue value, String... types) {
        Optional<List<String>> path = value.path();
        if (path.isEmpty()) {
            document.findings().problem(value.range(), "this must be a reference such as " + types[0] + ".name");
            return Optional.empty();
        }
        List<String> parts = path.get();
        if (parts.size() < 2 || !List.of(types).contains(parts.getFirst())) {
            document.findings()
                    .unknown(
                            value.range(),
                            "\"" + String.join(".", parts) + "\" is no reference to a " + String.join(" or ", types),
                            parts.getFirst(),
                            List.of(types));
            return Optional.empty();
        }
        return found(parts, value.range());
    }

    private Optional<DdlBlock> found(List<String> parts, SourceRange at) {
        Optional<DdlBlock> found = document.find(parts);
        List<String> clearer = document.clearer(parts);
        if (!clearer.isEmpty()) {
            document.findings()
                    .problem(
                            at,
                            String.join(".", parts) + " may be each of " + String.join(", ", clearer)
                                    + "; write which is meant");
        } else if (found.isEmpty()) {
            document.findings()
                    .unknown(
                            at,
                            "there is no " + String.join(".", parts) + " in this schema",
                            parts.getLast(),
                            document.names(parts.getFirst()));
        }
        return found;
    }

    /** The qualified name of what is referenced, or raw SQL. */
    Optional<DdlSql> object(DdlValue value, String... types) {
        Optional<String> name = value.sqlOrText().or(() -> target(value, types).map(this::qualified));
        return name.map(n -> new DdlSql(n, value.range()));
    }

    /** A column of a block's own table. */
    Optional<DdlSql> column(DdlValue value, DdlBlock table) {
        if (value.rawSql().isPresent()) {
            return Optional.of(new DdlSql(value.rawSql().get(), value.range()));
        }
        Optional<List<String>> path = value.path();
        String name = path.map(List::getLast).or(value::text).orElse("");
        boolean column = path.isEmpty()
                || path.get().size() >= 2
                        && path.get().get(path.get().size() - 2).equals("column");
        if (name.isEmpty() || !column) {
            document.findings().problem(value.range(), "this must be a column such as column.id");
            return Optional.empty();
        }
        List<String> columns = columns(table);
        if (!columns.isEmpty() && !columns.contains(name)) {
            document.findings()
                    .unknown(value.range(), "there is no column \"" + name + "\" in " + table.path(), name, columns);
            return Optional.empty();
        }
        return Optional.of(new DdlSql(quoted(name, value.range()), value.range()));
    }

    /** The names of a table's columns; those of a partition are its parent's. */
    private List<String> columns(DdlBlock table) {
        DdlBlock owner = table;
        // as far as the server lets partitions have partitions, and no further in a circle
        for (int depth = 0; owner.type().equals("partition") && depth < DEEPEST_PARTITION; depth++) {
            Optional<DdlBlock> parent =
                    owner.value("of").flatMap(DdlValue::path).flatMap(document::find);
            if (parent.isEmpty()) {
                return List.of();
            }
            owner = parent.get();
        }
        return owner.blocks("column").stream().map(DdlBlock::name).toList();
    }

    List<DdlSql> columns(DdlBlock block, String attribute, DdlBlock table) {
        return block.list(attribute).stream()
                .flatMap(v -> column(v, table).stream())
                .toList();
    }

    /** A table's column from anywhere: {@code table.t.column.c}. */
    record TableColumn(String table, DdlSql column) {}

    Optional<TableColumn> tableColumn(DdlValue value, DdlBlock own) {
        Optional<List<String>> path = value.path();
        if (path.isPresent() && path.get().size() == 2 && path.get().getFirst().equals("column")) {
            return column(value, own).map(c -> new TableColumn(qualified(own), c));
        }
        return tableColumn(value);
    }

    /** A table's column by its whole path. */
    Optional<TableColumn> tableColumn(DdlValue value) {
        Optional<List<String>> path = value.path();
        if (path.isEmpty()
                || path.get().size() < 4
                || !path.get().get(path.get().size() - 2).equals("column")) {
            document.findings()
                    .problem(value.range(), "this must be a column of a table such as table.users.column.id");
            return Optional.empty();
        }
        DdlValue table = DdlValue.reference(path.get().subList(0, path.get().size() - 2), value.range());
        return target(table, "table", "partition", "foreign_table", "materialized", "view")
                .flatMap(t -> column(value, t).map(c -> new TableColumn(qualified(t), c)));
    }

    /** A type's SQL. */
    Optional<DdlSql> type(DdlBlock block, String attribute) {
        Optional<DdlValue> value = block.value(attribute);
        if (value.isEmpty()) {
            if (block.attribute(attribute).isEmpty()) {
                block.findings().problem(block.range(), block.path() + " needs \"" + attribute + "\"");
            }
            return Optional.empty();
        }
        return type(value.get());
    }

    Optional<DdlSql> type(DdlValue value) {
        Optional<String> known = value.word().map(TypeWords::sql).or(value::sqlOrText);
        if (known.isPresent()) {
            return Optional.of(new DdlSql(known.get(), value.range()));
        }
        return object(value, "enum", "domain", "composite", "range", "table", "view", "materialized", "foreign_table");
    }

    /** A collation: a word, a name as text, raw SQL, or a reference. */
    Optional<DdlSql> collation(DdlBlock block, String attribute) {
        return block.value(attribute)
                .flatMap(v -> v.rawSql()
                        .or(() -> v.word().or(v::text).map(name -> quoted(name, v.range())))
                        .map(name -> new DdlSql(name, v.range()))
                        .or(() -> object(v, "collation")));
    }

    /** A default or other value as SQL: plain values become literals. */
    Optional<DdlSql> expression(DdlValue value) {
        Optional<String> sql = value.rawSql().or(() -> value.word().filter(WORDS::contains));
        if (sql.isEmpty() && value.isNull()) {
            sql = Optional.of("NULL");
        }
        if (sql.isEmpty() && value.text().isPresent()) {
            sql = switch (value.value()) {
                case HclValue.Text(String text) -> Optional.of(Literal.quote(text));
                case HclValue.Number n -> Optional.of(n.digits());
                case HclValue.Bool(boolean b) -> Optional.of(b ? "true" : "false");
                default -> Optional.empty();
            };
        }
        if (sql.isEmpty()) {
            document.findings()
                    .problem(value.range(), "this must be a string, number, bool or SQL text in sql(\"...\")");
        }
        return sql.map(s -> new DdlSql(s, value.range()));
    }

    /** Role names: {@code role.x}, {@code user.x}, a text, or PUBLIC. */
    Optional<DdlSql> role(DdlValue value) {
        Optional<String> word = value.word().or(value::rawSql);
        if (word.isPresent()) {
            return Optional.of(new DdlSql(word.get(), value.range()));
        }
        if (value.text().isPresent()) {
            String name = value.text().get();
            boolean reserved = Stream.of("public", "current_user", "session_user", "current_role")
                    .anyMatch(name::equalsIgnoreCase);
            return Optional.of(new DdlSql(reserved ? name : quoted(name, value.range()), value.range()));
        }
        return target(value, "role", "user").map(b -> new DdlSql(quoted(b), value.range()));
    }

    List<DdlSql> roles(DdlBlock block, String attribute) {
        List<DdlSql> roles = new ArrayList<>();
        block.list(attribute).forEach(v -> role(v).ifPresent(roles::add));
        return roles;
    }

    /** Checks that what {@code depends_on} names is there; the order follows from what the engine says. */
    void dependsOn(DdlBlock block) {
        for (DdlValue value : block.list("depends_on")) {
            if (value.path().isEmpty()) {
                block.findings().problem(value.range(), "\"depends_on\" is a list of references such as table.users");
            } else {
                found(value.path().get(), value.range());
            }
        }
    }
}
