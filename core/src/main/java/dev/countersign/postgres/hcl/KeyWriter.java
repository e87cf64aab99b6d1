package dev.countersign.postgres.hcl;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.RowPolicy;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.catalog.Trigger;
import dev.countersign.ddl.HclWriter;
import dev.countersign.postgres.name.OptionOrder;
import dev.countersign.sql.postgres.Cut;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the keys, checks, foreign keys and indexes of a table; what was not understood to the last word is missing. */
final class KeyWriter {
    private static final List<String> WRITTEN = List.of("storage.*", OptionOrder.OWN, "replica_identity");
    private static final Pattern FOREIGN_TAIL =
            Pattern.compile("( MATCH FULL)?( ON UPDATE (CASCADE|RESTRICT|SET NULL|SET DEFAULT))?"
                    + "( ON DELETE (CASCADE|RESTRICT|SET NULL|SET DEFAULT))?( DEFERRABLE)?( INITIALLY DEFERRED)?");
    private static final Pattern KEY_TAIL =
            Pattern.compile("( INCLUDE \\(.*\\))?( DEFERRABLE)?( INITIALLY DEFERRED)?", Pattern.DOTALL);
    private static final Pattern PART = Pattern.compile(
            "(?:COLLATE ((?:\"(?:[^\"]|\"\")+\"|[\\w$]+)(?:\\.(?:\"(?:[^\"]|\"\")+\"|[\\w$]+))?) ?)?(.*?) ?(DESC)? ?(NULLS FIRST|NULLS LAST)?",
            Pattern.DOTALL);

    private final Catalog catalog;
    private final Labels labels;
    private final Missing missing;
    private final HclWriter out;

    KeyWriter(Catalog catalog, Labels labels, Missing missing, HclWriter out) {
        this.catalog = catalog;
        this.labels = labels;
        this.missing = missing;
        this.out = out;
    }

    void write(ObjectRef table) {
        for (TableObject child : catalog.tableObjects(table)) {
            switch (child) {
                case KeyConstraint key when key.ref().kind() == ObjectKind.EXCLUDE -> exclude(key);
                case KeyConstraint key -> key(key);
                case CheckConstraint check -> check(check);
                case ForeignKey key -> foreignKey(key);
                case Index index -> index(index);
                case Trigger ignored -> {
                    // has a block of its own
                }
                case RowPolicy ignored -> {
                    // has a block of its own
                }
            }
        }
    }

    private void comment(Optional<String> comment) {
        comment.ifPresent(c -> out.attribute("comment", HclWriter.text(c)));
    }

    private static String columns(List<String> names) {
        return HclWriter.list(
                names.stream().map(n -> HclWriter.reference("column", n)).toList());
    }

    private void deferrable(boolean deferrable, boolean deferred) {
        if (deferrable) {
            out.attribute("deferrable", deferred ? "INITIALLY_DEFERRED" : "INITIALLY_IMMEDIATE");
        }
    }

    private void key(KeyConstraint key) {
        if (key.attachedTo().isPresent()) {
            boolean main = key.ref().kind() == ObjectKind.PRIMARY_KEY;
            attached(key.ref(), key.table(), main ? List.of() : key.columns(), main ? "pkey" : "key", key.comment());
            missing.attributes(key.ref(), key.attributes().keySet(), WRITTEN);
            return;
        }
        if (isOfParentAlone(key)) {
            missing.object(key.ref(), "that not every partition has it has no form");
            return;
        }
        String definition = key.definition();
        boolean primary = key.ref().kind() == ObjectKind.PRIMARY_KEY;
        boolean nullsEqual = definition.startsWith("UNIQUE NULLS NOT DISTINCT ");
        int open = definition.indexOf('(');
        int close = open < 0 ? -1 : Cut.skip(definition, open);
        Matcher tail = KEY_TAIL.matcher(open < 0 ? "?" : definition.substring(close));
        if (!tail.matches()) {
            missing.object(key.ref(), "its definition has no form: " + definition);
            return;
        }
        out.open(primary ? "primary_key" : "unique", key.ref().name());
        out.attribute("columns", columns(key.columns()));
        if (definition.substring(open, close).endsWith(" WITHOUT OVERLAPS)")) {
            out.attribute("without_overlaps", "true");
        }
        if (!key.include().isEmpty()) {
            out.attribute("include", columns(key.include()));
        }
        if (nullsEqual) {
            out.attribute("nulls_distinct", "false");
        }
        deferrable(tail.group(2) != null, tail.group(3) != null);
        TableWriter.storage(out, key.ref(), key.attributes(), missing);
        comment(key.comment());
        out.close();
        missing.attributes(key.ref(), key.attributes().keySet(), WRITTEN);
    }

    /** Whether a partition has no part of it, as after {@code ALTER TABLE ONLY}; the language makes keys with all their parts. */
    private boolean isOfParentAlone(KeyConstraint key) {
        boolean partitioned = catalog.find(key.table(), Table.class)
                .filter(t -> t.partitionBy().isPresent())
                .isPresent();
        return partitioned
                && catalog.all(Table.class).stream()
                        .filter(t -> t.partitionOf()
                                .filter(p -> p.parent().equals(key.table()))
                                .isPresent())
                        .anyMatch(partition -> catalog.tableObjects(partition.ref()).stream()
                                .noneMatch(child -> child instanceof KeyConstraint part
                                        && part.attachedTo()
                                                .filter(key.ref()::equals)
                                                .isPresent()));
    }

    /** The part of a key or index that a partition has; the server makes it with the whole. */
    private void attached(ObjectRef ref, ObjectRef table, List<String> parts, String ending, Optional<String> comment) {
        comment.ifPresent(c -> missing.part(ref, "the comment"));
        String automatic = table.name() + "_" + String.join("_", parts) + (parts.isEmpty() ? "" : "_") + ending;
        if (!ref.name().equals(automatic)) {
            missing.part(
                    ref, "its name, in place of which the server chooses " + table.schema() + "." + automatic + ",");
        }
    }

    private void check(CheckConstraint check) {
        if (check.inherited()) {
            check.comment().ifPresent(c -> missing.part(check.ref(), "the comment"));
            if (!check.validated()) {
                missing.part(check.ref(), "that it is not validated");
            }
            return;
        }
        String definition = check.definition();
        int close = definition.startsWith("CHECK (") ? Cut.skip(definition, 6) : 0;
        String tail = definition.substring(close);
        if (close == 0 || !(tail.isEmpty() || tail.equals(" NO INHERIT"))) {
            missing.object(check.ref(), "its definition has no form: " + definition);
            return;
        }
        out.open("check", check.ref().name());
        out.attribute("expr", Expressions.text(definition.substring(7, close - 1)));
        if (!tail.isEmpty()) {
            out.attribute("no_inherit", "true");
        }
        comment(check.comment());
        out.close();
    }

    private void foreignKey(ForeignKey key) {
        String definition = key.definition();
        int references = Cut.find(definition, " REFERENCES ", 0);
        int open = references < 0 ? -1 : Cut.find(definition, "(", references);
        int close = open < 0 ? -1 : Cut.skip(definition, open);
        Matcher tail = FOREIGN_TAIL.matcher(close < 0 ? "?" : definition.substring(close));
        if (!tail.matches() || !labels.has(key.referencedTable())) {
            missing.object(key.ref(), "its definition has no form: " + definition);
            return;
        }
        out.open("foreign_key", key.ref().name());
        out.attribute("columns", columns(key.columns()));
        boolean self = key.referencedTable().equals(key.table());
        out.attribute(
                "ref_columns",
                HclWriter.list(key.referencedColumns().stream()
                        .map(c -> self ? HclWriter.reference("column", c) : labels.column(key.referencedTable(), c))
                        .toList()));
        if (definition.contains(", PERIOD ")) {
            out.attribute("period", "true");
        }
        if (tail.group(1) != null) {
            out.attribute("match", "FULL");
        }
        if (tail.group(3) != null) {
            out.attribute("on_update", tail.group(3).replace(' ', '_'));
        }
        if (tail.group(5) != null) {
            out.attribute("on_delete", tail.group(5).replace(' ', '_'));
        }
        deferrable(tail.group(6) != null, tail.group(7) != null);
        comment(key.comment());
        out.close();
    }

    private void index(Index index) {
        if (index.attachedTo().isPresent()) {
            List<String> parts = index.parts().stream()
                    .map(p -> p.expression() ? "expr" : p.text())
                    .toList();
            attached(index.ref(), index.table(), parts, "idx", index.comment());
            missing.attributes(index.ref(), index.attributes().keySet(), List.of("replica_identity"));
            if (!index.valid()) {
                missing.part(index.ref(), "that it is not valid, or that not every partition has it,");
            }
            return;
        }
        String definition = index.definition();
        int using = Cut.find(definition, " USING ", 0);
        int open = using < 0 ? -1 : definition.indexOf('(', using);
        // of the index of a partitioned table the server prints ON ONLY; it is valid when every partition has its part
        if (open < 0 || !index.valid()) {
            missing.object(
                    index.ref(), index.valid() ? "its definition has no form: " + definition : "it is not valid");
            return;
        }
        int where = Cut.findLast(definition, " WHERE ");
        String tail = definition.substring(
                Cut.skip(definition, open), index.predicate().isPresent() ? where : definition.length());
        out.open("index", index.ref().name());
        if (index.unique()) {
            out.attribute("unique", "true");
        }
        boolean plain = index.parts().stream()
                .allMatch(p -> !p.expression() && p.options().isEmpty());
        if (plain) {
            out.attribute(
                    "columns",
                    columns(index.parts().stream().map(Index.Part::text).toList()));
        } else {
            index.parts().forEach(p -> part(p.text(), p.expression(), p.options(), Optional.empty()));
        }
        if (!index.method().equals("btree")) {
            out.attribute("type", HclWriter.text(index.method()));
        }
        if (!index.include().isEmpty()) {
            out.attribute("include", columns(index.include()));
        }
        if (tail.contains(" NULLS NOT DISTINCT")) {
            out.attribute("nulls_distinct", "false");
        }
        int with = Cut.find(tail, " WITH (", 0);
        if (with >= 0) {
            out.open("storage_params");
            for (String option : Cut.list(Cut.bare(tail.substring(with + 6, Cut.skip(tail, with + 6))))) {
                String[] parts = option.split("=", 2);
                String value = parts[1].strip();
                out.attribute(
                        parts[0].strip(),
                        HclWriter.text(value.startsWith("'") ? value.substring(1, value.length() - 1) : value));
            }
            out.close();
        }
        index.predicate().ifPresent(p -> out.attribute("where", Expressions.text(p)));
        comment(index.comment());
        out.close();
        missing.attributes(index.ref(), index.attributes().keySet(), List.of("replica_identity"));
    }

    private void part(String text, boolean expression, String options, Optional<String> operator) {
        out.open("on");
        if (expression) {
            out.attribute("expr", Expressions.bare(text));
        } else {
            out.attribute("column", HclWriter.reference("column", text));
        }
        Matcher parts = PART.matcher(options);
        if (parts.matches()) {
            sorting(parts);
            if (parts.group(3) != null) {
                out.attribute("desc", "true");
            }
            if (parts.group(4) != null) {
                out.attribute(parts.group(4).equals("NULLS FIRST") ? "nulls_first" : "nulls_last", "true");
            }
        }
        operator.ifPresent(o -> out.attribute("op", HclWriter.text(o)));
        out.close();
    }

    private void sorting(Matcher parts) {
        if (parts.group(1) != null) {
            out.attribute("collate", HclWriter.sql(parts.group(1)));
        }
        if (!parts.group(2).isEmpty()) {
            out.attribute("ops", HclWriter.sql(parts.group(2)));
        }
    }

    /** One part of a partition key, as the server writes it; a column has no expression around its name. */
    void partitionPart(String part, Optional<String> column) {
        int end = expressionEnd(part);
        Matcher options = PART.matcher(part.substring(end).strip());
        out.open("by");
        column.ifPresentOrElse(
                c -> out.attribute("column", HclWriter.reference("column", c)),
                () -> out.attribute("expr", Expressions.bare(part.substring(0, end))));
        if (options.matches()) {
            sorting(options);
        }
        out.close();
    }

    private void exclude(KeyConstraint key) {
        String definition = key.definition();
        int open = definition.indexOf('(');
        int close = open < 0 ? -1 : Cut.skip(definition, open);
        String tail = close < 0 ? "?" : definition.substring(close);
        if (!definition.startsWith("EXCLUDE USING ")
                || key.attachedTo().isPresent()
                || Cut.find(tail, " WITH (", 0) >= 0) {
            missing.object(key.ref(), "its definition has no form: " + definition);
            return;
        }
        out.open("exclude", key.ref().name());
        out.attribute(
                "type",
                HclWriter.text(
                        definition.substring("EXCLUDE USING ".length(), open).strip()));
        List<String> parts = Cut.list(definition.substring(open + 1, close - 1));
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            int with = Cut.findLast(part, " WITH ");
            int end = expressionEnd(part);
            String column = i < key.columns().size() ? key.columns().get(i) : "";
            part(
                    column.isEmpty() ? part.substring(0, end) : column,
                    column.isEmpty(),
                    part.substring(Math.min(end, with), with).strip(),
                    Optional.of(part.substring(with + " WITH ".length())));
        }
        if (!key.include().isEmpty()) {
            out.attribute("include", columns(key.include()));
        }
        int where = Cut.find(tail, " WHERE (", 0);
        if (where >= 0) {
            out.attribute("where", Expressions.text(tail.substring(where + 8, Cut.skip(tail, where + 7) - 1)));
        }
        deferrable(Cut.find(tail, " DEFERRABLE", 0) >= 0, Cut.find(tail, " INITIALLY DEFERRED", 0) >= 0);
        comment(key.comment());
        out.close();
        missing.attributes(key.ref(), key.attributes().keySet(), List.of("replica_identity"));
    }

    private static int expressionEnd(String part) {
        int i = 0;
        while (i < part.length() && part.charAt(i) != ' ' && part.charAt(i) != '(') {
            i = Cut.skip(part, i);
        }
        return i < part.length() && part.charAt(i) == '(' ? Cut.skip(part, i) : i;
    }
}
