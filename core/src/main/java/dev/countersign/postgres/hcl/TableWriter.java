package dev.countersign.postgres.hcl;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Generated;
import dev.countersign.catalog.Identity;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SequenceOptions;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.catalog.View;
import dev.countersign.ddl.HclWriter;
import dev.countersign.postgres.name.OptionOrder;
import dev.countersign.sql.postgres.Cut;
import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.StableText;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes tables and views with all that is written inside them. */
final class TableWriter {
    private static final List<String> WRITTEN = List.of(
            "persistence",
            "row_security",
            "replica_identity",
            "access_method",
            "storage.*",
            OptionOrder.OWN,
            "foreign_server",
            "foreign_option.*");

    private final Catalog catalog;
    private final Labels labels;
    private final Missing missing;
    private final HclWriter out;
    private final KeyWriter keys;
    private final Serials serials;

    TableWriter(Catalog catalog, Labels labels, Serials serials, Missing missing, HclWriter out) {
        this.catalog = catalog;
        this.labels = labels;
        this.missing = missing;
        this.out = out;
        this.serials = serials;
        this.keys = new KeyWriter(catalog, labels, missing, out);
    }

    void write(Table table) {
        ObjectRef ref = table.ref();
        Map<String, String> attributes = table.attributes();
        labels.open(out, ref);
        boolean foreign = attributes.containsKey("foreign_server");
        if (foreign) {
            foreign(table);
        }
        if ("unlogged".equals(attributes.get("persistence"))) {
            out.attribute("unlogged", "true");
        }
        table.partitionOf().ifPresent(of -> partition(table, of));
        comment(table.comment());
        if (attributes.containsKey("access_method")) {
            out.attribute("access_method", HclWriter.text(attributes.get("access_method")));
        }
        replicaIdentity(table);
        storage(out, ref, attributes, missing);
        if (table.partitionOf().isEmpty()) {
            table.columns().forEach(c -> column(table, c));
        } else {
            // the partition that the text makes has them in its parent's order, whatever the order in this one
            table.columns().stream()
                    .sorted(Comparator.comparingInt(c -> placeInParent(table, c)))
                    .forEach(c -> partitionColumn(table, c));
        }
        keys.write(ref);
        table.partitionBy().ifPresent(by -> partitionBy(table, by));
        String security = attributes.getOrDefault("row_security", "");
        if (!security.isEmpty()) {
            out.open("row_security");
            out.attribute("enabled", String.valueOf(security.contains("enabled")));
            out.attribute("enforced", String.valueOf(security.contains("forced")));
            out.close();
        }
        table.inherits().forEach(p -> missing.part(ref, "that it inherits from " + p.display()));
        missing.attributes(ref, attributes.keySet(), WRITTEN);
        out.close();
    }

    private void foreign(Table table) {
        String name = table.attributes().get("foreign_server");
        ObjectRef server = ObjectRef.of(ObjectKind.FOREIGN_SERVER, name);
        out.attribute("server", labels.has(server) ? labels.reference(server) : HclWriter.sql(Ident.quote(name)));
        parameters("options", "foreign_option.", out, table.ref(), table.attributes(), missing);
        table.partitionOf().ifPresent(of -> missing.part(table.ref(), "that it is a partition"));
    }

    private void comment(Optional<String> comment) {
        comment.ifPresent(c -> out.attribute("comment", HclWriter.text(c)));
    }

    private void replicaIdentity(Table table) {
        String identity = table.attributes().get("replica_identity");
        if (identity != null) {
            out.attribute("replica_identity", identity.toUpperCase(Locale.ROOT));
        }
        for (TableObject child : catalog.tableObjects(table.ref())) {
            Map<String, String> own = child instanceof Index index
                    ? index.attributes()
                    : child instanceof KeyConstraint key ? key.attributes() : Map.of();
            if (own.containsKey("replica_identity")) {
                out.attribute("replica_identity", HclWriter.text(child.ref().name()));
            }
        }
    }

    static void storage(HclWriter out, ObjectRef ref, Map<String, String> attributes, Missing missing) {
        parameters("storage_params", "storage.", out, ref, attributes, missing);
    }

    /** The attributes under a prefix as a block of their own. */
    private static void parameters(
            String block,
            String prefix,
            HclWriter out,
            ObjectRef ref,
            Map<String, String> attributes,
            Missing missing) {
        Map<String, String> parameters = new TreeMap<>();
        attributes.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                parameters.put(name.substring(prefix.length()), value);
            }
        });
        if (parameters.isEmpty()) {
            return;
        }
        out.open(block);
        OptionOrder.sorted(parameters, attributes).forEach((parameter, value) -> {
            if (parameter.matches("[a-z_][a-z0-9_]*")) {
                out.attribute(parameter, HclWriter.text(value));
            } else {
                missing.part(ref, block + " " + parameter);
            }
        });
        out.close();
    }

    private void column(Table table, Column column) {
        out.open("column", column.name());
        boolean serial = serials.is(table, column);
        out.attribute("type", serial ? Serials.type(column) : labels.type(column.type()));
        out.attribute("null", String.valueOf(!column.notNull()));
        column.collation().ifPresent(c -> out.attribute("collate", HclWriter.sql(c)));
        column.defaultExpression().filter(d -> !serial).ifPresent(d -> out.attribute("default", Expressions.sql(d)));
        column.generated().ifPresent(g -> {
            out.open("as");
            out.attribute("expr", Expressions.text(g.expression()));
            out.attribute("type", g.storage() == Generated.Storage.STORED ? "STORED" : "VIRTUAL");
            out.close();
        });
        column.identity().ifPresent(i -> {
            out.open("identity");
            out.attribute("generated", i.generation() == Identity.Generation.ALWAYS ? "ALWAYS" : "BY_DEFAULT");
            counting(out, i.options());
            out.close();
        });
        ObjectRef ref = ObjectRef.column(table.ref(), column.name());
        parameters("options", "foreign_option.", out, ref, column.attributes(), missing);
        comment(column.comment());
        out.close();
        missing.attributes(ref, column.attributes().keySet(), List.of("foreign_option.*"));
    }

    /** How a sequence counts, as far as it is not what the server would do by itself. */
    static void counting(HclWriter out, SequenceOptions options) {
        boolean usual =
                options.increment() > 0 && options.minValue() == 1 && options.maxValue() == highest(options.type());
        if (!usual || options.start() != 1) {
            out.attribute("start", String.valueOf(options.start()));
        }
        if (options.increment() != 1) {
            out.attribute("increment", String.valueOf(options.increment()));
        }
        if (!usual) {
            out.attribute("min_value", String.valueOf(options.minValue()));
            out.attribute("max_value", String.valueOf(options.maxValue()));
        }
        if (options.cache() != 1) {
            out.attribute("cache", String.valueOf(options.cache()));
        }
        if (options.cycle()) {
            out.attribute("cycle", "true");
        }
    }

    /** The largest number of a type. */
    static long highest(String type) {
        return switch (type) {
            case "smallint" -> Short.MAX_VALUE;
            case "integer" -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }

    private void partitionBy(Table table, String by) {
        int open = by.indexOf('(');
        String type = by.substring(0, open).strip();
        List<String> parts = Cut.list(by.substring(open + 1, by.length() - 1));
        boolean columns = parts.stream().allMatch(p -> ownColumn(table, p).isPresent());
        out.open("partition");
        out.attribute("type", type);
        if (columns) {
            out.attribute(
                    "columns",
                    HclWriter.list(parts.stream()
                            .map(p -> HclWriter.reference(
                                    "column", ownColumn(table, p).orElseThrow()))
                            .toList()));
        } else {
            for (String part : parts) {
                int end = Cut.find(part, " ", 0);
                keys.partitionPart(part, ownColumn(table, end < 0 ? part : part.substring(0, end)));
            }
        }
        out.close();
    }

    private static Optional<String> ownColumn(Table table, String text) {
        String name = Ident.unquote(text);
        boolean one = Cut.isQuotedName(text) || !text.contains(" ");
        return one && table.column(name).isPresent() ? Optional.of(name) : Optional.empty();
    }

    private void partition(Table table, Table.PartitionOf of) {
        if (!labels.has(of.parent())) {
            missing.part(table.ref(), "that it is a partition of " + of.parent().display());
            return;
        }
        out.attribute("of", labels.reference(of.parent()));
        String bound = of.bound();
        int first = bound.indexOf('(');
        if (bound.equals("DEFAULT")) {
            out.attribute("default", "true");
        } else if (bound.startsWith("FOR VALUES FROM (")) {
            int close = Cut.skip(bound, first);
            out.open("range");
            out.attribute("from", bounds(bound.substring(first + 1, close - 1)));
            out.attribute("to", bounds(Cut.bare(bound.substring(bound.indexOf('(', close)))));
            out.close();
        } else if (bound.startsWith("FOR VALUES IN (")) {
            out.attribute("in", bounds(bound.substring(first + 1, bound.length() - 1)));
        } else {
            String[] words = Cut.bare(bound.substring(first)).split("[ ,]+");
            out.attribute("modulus", words[1]);
            out.attribute("remainder", words[3].toLowerCase(Locale.ROOT));
        }
    }

    private static String bounds(String values) {
        return HclWriter.list(Cut.list(values).stream().map(HclWriter::sql).toList());
    }

    private int placeInParent(Table table, Column column) {
        return table.partitionOf()
                .flatMap(of -> catalog.find(of.parent(), Table.class))
                .map(parent -> parent.columns().stream().map(Column::name).toList())
                .map(names -> names.indexOf(column.name()))
                .orElse(-1);
    }

    /** A partition gets its columns from its parent; what it has other than that is written. */
    private void partitionColumn(Table table, Column column) {
        ObjectRef ref = ObjectRef.column(table.ref(), column.name());
        Optional<Column> parent = table.partitionOf()
                .flatMap(of -> catalog.find(of.parent(), Table.class))
                .flatMap(t -> t.column(column.name()));
        Optional<String> standard = column.defaultExpression();
        boolean ownDefault = !standard.equals(parent.flatMap(Column::defaultExpression));
        boolean ownNull = parent.filter(p -> p.notNull() == column.notNull()).isEmpty();
        if (parent.isEmpty()
                || ownDefault && standard.isEmpty()
                || ownNull && !column.notNull()
                || !parent.get().generated().equals(column.generated())) {
            missing.part(ref, "what it has other than its parent");
            return;
        }
        if (ownDefault || ownNull || column.comment().isPresent()) {
            out.open("column", column.name());
            standard.filter(d -> ownDefault).ifPresent(d -> out.attribute("default", Expressions.sql(d)));
            if (ownNull) {
                out.attribute("null", "false");
            }
            comment(column.comment());
            out.close();
        }
        // the parent's have no form either, so a partition that has the same says so for itself
        missing.attributes(ref, column.attributes().keySet(), List.of());
    }

    void view(View view) {
        labels.open(out, view.ref());
        Map<String, String> attributes = view.attributes();
        comment(view.comment());
        for (View.ViewColumn column : view.columns()) {
            out.open("column", column.name());
            out.attribute("type", labels.type(column.type()));
            column.defaultExpression().ifPresent(d -> out.attribute("default", Expressions.sql(d)));
            comment(column.comment());
            out.close();
        }
        out.query("as", StableText.of(view.query()));
        TreeSet<String> written = new TreeSet<>();
        if (view.materialized()) {
            storage(out, view.ref(), attributes, missing);
            written.addAll(List.of("storage.*", OptionOrder.OWN));
            keys.write(view.ref());
        } else {
            if (attributes.containsKey("check_option")) {
                out.attribute("check_option", attributes.get("check_option").toUpperCase(Locale.ROOT));
                written.add("check_option");
            }
            if (attributes.containsKey("security_barrier") || attributes.containsKey("security_invoker")) {
                out.open("security");
                OptionOrder.sorted(attributes, attributes).forEach((option, value) -> {
                    if (option.startsWith("security_")) {
                        // the server keeps the word that somebody chose
                        out.attribute(
                                option.substring("security_".length()),
                                value.matches("true|false") ? value : HclWriter.text(value));
                        written.add(option);
                    }
                });
                written.add(OptionOrder.OWN);
                out.close();
            }
        }
        missing.attributes(view.ref(), attributes.keySet(), written);
        out.close();
    }
}
