package dev.countersign.postgres.hcl;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.DomainType;
import dev.countersign.catalog.EnumType;
import dev.countersign.catalog.Extension;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Routine;
import dev.countersign.catalog.RowPolicy;
import dev.countersign.catalog.Schema;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.catalog.Trigger;
import dev.countersign.catalog.View;
import dev.countersign.ddl.HclText;
import dev.countersign.ddl.HclWriter;
import dev.countersign.sql.postgres.Cut;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes a catalog as HCL and names everything in it that the text does not say. */
final class CatalogWriter {
    private final Catalog catalog;
    private final HclWriter out = new HclWriter();
    private final Missing missing;
    private final Labels labels;
    private final Serials serials;
    private final TableWriter tables;
    private final RoutineWriter routines;
    private final TriggerWriter triggers;
    private final DefinedWriter definedObjects;
    private final AccessWriter access;

    private CatalogWriter(Catalog catalog, Missing missing) {
        this.catalog = catalog;
        this.missing = missing;
        this.labels = new Labels(catalog);
        this.serials = new Serials(catalog);
        this.tables = new TableWriter(catalog, labels, serials, missing, out);
        this.routines = new RoutineWriter(labels, missing, out);
        this.triggers = new TriggerWriter(labels, missing, out);
        this.definedObjects = new DefinedWriter(labels, missing, out);
        this.access = new AccessWriter(labels, missing, out);
    }

    /** The catalog as text. What needs something that has no form is left out as well, so that the text can be loaded. */
    static HclText write(Catalog whole) {
        Catalog catalog = whole;
        Map<ObjectRef, String> leftOut = new TreeMap<>();
        while (true) {
            Missing missing = new Missing();
            leftOut.forEach(missing::object);
            String text = new CatalogWriter(catalog, missing).text();
            Map<ObjectRef, String> needing = needing(catalog, missing.objects());
            if (needing.isEmpty()) {
                return new HclText(HclText.header(missing.clauses()) + text, missing.clauses());
            }
            leftOut.putAll(needing);
            catalog = without(catalog, needing.keySet());
        }
    }

    /** What depends on something that is not written, and on what. */
    private static Map<ObjectRef, String> needing(Catalog catalog, Set<ObjectRef> unwritten) {
        Map<ObjectRef, String> needing = new TreeMap<>();
        for (ObjectRef ref : unwritten) {
            for (ObjectRef dependent : catalog.dependents(ref)) {
                ObjectRef object = dependent.kind() == ObjectKind.COLUMN ? relation(catalog, dependent) : dependent;
                if (catalog.contains(object) && !unwritten.contains(object)) {
                    needing.put(object, "it needs the " + ref + ", which is not written");
                }
            }
        }
        searching(catalog, unwritten, needing);
        return needing;
    }

    /** A body that is a string depends on nothing, as far as the server knows; a text search configuration is a word in it all the same. */
    private static void searching(Catalog catalog, Set<ObjectRef> unwritten, Map<ObjectRef, String> needing) {
        List<ObjectRef> searches = unwritten.stream()
                .filter(ref -> ref.kind() == ObjectKind.TEXT_SEARCH_CONFIGURATION
                        || ref.kind() == ObjectKind.TEXT_SEARCH_DICTIONARY)
                .toList();
        for (ObjectRef ref : searches) {
            Pattern word = Pattern.compile("\\b" + Pattern.quote(ref.name()) + "\\b");
            catalog.all(Routine.class).stream()
                    .filter(routine -> !unwritten.contains(routine.ref()))
                    .filter(routine -> word.matcher(routine.definition()).find())
                    .forEach(routine ->
                            needing.put(routine.ref(), "its body names the " + ref + ", which is not written"));
        }
    }

    private static ObjectRef relation(Catalog catalog, ObjectRef column) {
        List<String> path = column.path().subList(0, 2);
        return Stream.of(ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW, ObjectKind.COMPOSITE)
                .map(kind -> new ObjectRef(kind, path))
                .filter(catalog::contains)
                .findFirst()
                .orElse(column);
    }

    private static Catalog without(Catalog catalog, Set<ObjectRef> refs) {
        List<SchemaObject> kept = catalog.objects().values().stream()
                .filter(o -> !refs.contains(o.ref()))
                .filter(o -> !(o instanceof TableObject child && refs.contains(child.table())))
                .filter(o -> AccessRule.target(o.ref())
                        .filter(target -> refs.contains(target)
                                || target.kind() == ObjectKind.COLUMN && refs.contains(relation(catalog, target)))
                        .isEmpty())
                .toList();
        return catalog.with(kept, catalog.dependencies(), catalog.uncompared());
    }

    private String text() {
        schemas();
        for (SchemaObject object : catalog.objects().values()) {
            write(object);
        }
        return out.text();
    }

    /** Schemas that the catalog itself leaves out have to be there to be referred to. */
    private void schemas() {
        TreeSet<String> given = new TreeSet<>();
        for (SchemaObject object : catalog.objects().values()) {
            if (labels.has(object.ref()) && object.ref().path().size() > 1) {
                given.add(object.ref().schema());
            }
        }
        catalog.all(Schema.class).forEach(s -> given.remove(s.ref().name()));
        for (String name : given) {
            out.open("schema", name);
            out.close();
        }
    }

    private void write(SchemaObject object) {
        switch (object) {
            case Schema schema -> {
                labels.open(out, schema.ref());
                // what a new database brings, its comment included, is there already
                comment(schema.comment()
                        .filter(c -> !schema.ref().name().equals("public") || !c.equals("standard public schema")));
                out.close();
            }
            case Extension extension when extension.ref().name().equals("plpgsql") -> {
                // every new database has it
            }
            case Extension extension -> {
                out.open("extension", extension.ref().name());
                out.attribute("schema", HclWriter.text(extension.schema()));
                if (!extension.version().isEmpty()) {
                    out.attribute("version", HclWriter.text(extension.version()));
                }
                comment(extension.comment());
                out.close();
            }
            case EnumType type -> {
                labels.open(out, type.ref());
                out.attribute(
                        "values",
                        HclWriter.list(
                                type.labels().stream().map(HclWriter::text).toList()));
                comment(type.comment());
                out.close();
            }
            case DomainType domain -> domain(domain);
            case CompositeType composite -> composite(composite);
            case Sequence sequence when serials.makes(sequence) -> {
                // comes with its column
            }
            case Sequence sequence -> sequence(sequence);
            case Table table -> tables.write(table);
            case View view -> tables.view(view);
            case Routine routine -> routines.write(routine);
            case Trigger trigger -> triggers.write(trigger);
            case RowPolicy policy -> triggers.policy(policy);
            case Constraint written -> orphan(written.table(), written.ref());
            case Index written -> orphan(written.table(), written.ref());
            case DefinedObject defined -> definedObjects.write(defined);
            case AccessRule rule -> access.write(rule);
        }
    }

    /** Children are written in their tables. */
    private void orphan(ObjectRef table, ObjectRef ref) {
        if (!labels.has(table)) {
            missing.object(ref, "its table is not written");
        }
    }

    private void comment(Optional<String> comment) {
        comment.ifPresent(c -> out.attribute("comment", HclWriter.text(c)));
    }

    private void domain(DomainType domain) {
        labels.open(out, domain.ref());
        out.attribute("type", labels.type(domain.baseType()));
        out.attribute("null", String.valueOf(!domain.notNull()));
        domain.collation().ifPresent(c -> out.attribute("collate", HclWriter.sql(c)));
        domain.defaultExpression().ifPresent(d -> out.attribute("default", Expressions.sql(d)));
        for (DomainType.DomainCheck check : domain.checks()) {
            if (check.definition().startsWith("CHECK (")
                    && Cut.isBracketed(check.definition().substring(6))) {
                out.open("check", check.name());
                out.attribute("expr", Expressions.bare(check.definition().substring(6)));
                comment(check.comment());
                out.close();
            } else {
                missing.part(domain.ref(), "the check " + check.name());
            }
        }
        comment(domain.comment());
        out.close();
    }

    private void composite(CompositeType type) {
        labels.open(out, type.ref());
        for (CompositeType.Attribute attribute : type.attributes()) {
            out.open("field", attribute.name());
            out.attribute("type", labels.type(attribute.type()));
            attribute.collation().ifPresent(c -> out.attribute("collate", HclWriter.sql(c)));
            comment(attribute.comment());
            out.close();
        }
        comment(type.comment());
        out.close();
    }

    private void sequence(Sequence sequence) {
        labels.open(out, sequence.ref());
        if (sequence.attributes().getOrDefault("persistence", "").equals("unlogged")) {
            out.attribute("unlogged", "true");
        }
        out.attribute("type", labels.type(sequence.options().type()));
        TableWriter.counting(out, sequence.options());
        sequence.ownedBy().ifPresent(column -> {
            Optional<ObjectRef> table =
                    labels.relation(column.path().get(0), column.path().get(1));
            table.ifPresentOrElse(
                    t -> out.attribute("owner", labels.column(t, column.name())),
                    () -> missing.part(sequence.ref(), "its owner " + column.display()));
        });
        missing.attributes(sequence.ref(), sequence.attributes().keySet(), List.of("persistence"));
        comment(sequence.comment());
        out.close();
    }
}
