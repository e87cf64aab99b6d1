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
import dev.countersign.catalog.Trigger;
import dev.countersign.catalog.View;
import dev.countersign.ddl.HclText;
import dev.countersign.ddl.HclWriter;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes a catalog as HCL and names everything in it that the text does not say. */
final class CatalogWriter {
    private final Catalog catalog;
    private final HclWriter out = new HclWriter();
    private final Missing missing = new Missing();
    private final Labels labels;
    private final TableWriter tables;
    private final RoutineWriter routines;
    private final TriggerWriter triggers;

    CatalogWriter(Catalog catalog) {
        this.catalog = catalog;
        this.labels = new Labels(catalog);
        this.tables = new TableWriter(catalog, labels, missing, out);
        this.routines = new RoutineWriter(labels, missing, out);
        this.triggers = new TriggerWriter(labels, missing, out);
    }

    HclText write() {
        schemas();
        for (SchemaObject object : catalog.objects().values()) {
            write(object);
        }
        return new HclText(HclText.header(missing.clauses()) + out.text(), missing.clauses());
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
                out.attribute("version", HclWriter.text(extension.version()));
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
            case Sequence sequence -> sequence(sequence);
            case Table table -> tables.write(table);
            case View view -> tables.view(view);
            case Routine routine -> routines.write(routine);
            case Trigger trigger -> triggers.write(trigger);
            case RowPolicy policy -> triggers.policy(policy);
            case Constraint written -> orphan(written.table(), written.ref());
            case Index written -> orphan(written.table(), written.ref());
            case DefinedObject defined -> defined(defined);
            case AccessRule rule -> missing.object(rule.ref(), "who owns what and who may do what is not written");
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
        out.attribute("type", TypeWords.hcl(domain.baseType()));
        out.attribute("null", String.valueOf(!domain.notNull()));
        domain.collation().ifPresent(c -> out.attribute("collate", HclWriter.sql(c)));
        domain.defaultExpression().ifPresent(d -> out.attribute("default", HclWriter.sql(d)));
        for (DomainType.DomainCheck check : domain.checks()) {
            if (check.definition().startsWith("CHECK (")
                    && Cut.isBracketed(check.definition().substring(6))) {
                out.open("check", check.name());
                out.attribute("expr", HclWriter.text(Cut.bare(check.definition().substring(6))));
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
            out.attribute("type", TypeWords.hcl(attribute.type()));
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
        out.attribute("type", TypeWords.hcl(sequence.options().type()));
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

    private void defined(DefinedObject object) {
        String create = object.create();
        int open = create.lastIndexOf(" AS RANGE (");
        if (object.ref().kind() == ObjectKind.RANGE
                && open > 0
                && object.parts().isEmpty()) {
            range(object, create.substring(open + " AS RANGE (".length(), create.length() - 1));
        } else if (object.ref().kind() == ObjectKind.EVENT_TRIGGER
                && object.parts().isEmpty()) {
            eventTrigger(object);
        } else {
            missing.object(object.ref(), "objects of its kind have no form");
        }
    }

    private void range(DefinedObject range, String options) {
        labels.open(out, range.ref());
        for (String option : Cut.list(options)) {
            String[] parts = option.split(" = ", 2);
            String name = parts[0].equals("MULTIRANGE_TYPE_NAME")
                    ? "multirange_name"
                    : parts[0].toLowerCase(java.util.Locale.ROOT);
            out.attribute(name, HclWriter.sql(parts[1]));
        }
        comment(range.comment());
        out.close();
    }

    private void eventTrigger(DefinedObject trigger) {
        String create = trigger.create();
        int on = Cut.find(create, " ON ", 0) + 4;
        int execute = Cut.findLast(create, " EXECUTE FUNCTION ");
        int when = Cut.find(create, " WHEN TAG IN ", 0);
        labels.open(out, trigger.ref());
        out.attribute("on", create.substring(on, when < 0 ? execute : when));
        if (when > 0) {
            String tags = Cut.bare(create.substring(when + " WHEN TAG IN ".length(), execute));
            out.attribute(
                    "tags",
                    Cut.list(tags).stream()
                            .map(t -> HclWriter.text(
                                    t.substring(1, t.length() - 1).replace("''", "'")))
                            .collect(Collectors.joining(", ", "[", "]")));
        }
        String call = create.substring(execute + " EXECUTE FUNCTION ".length());
        out.attribute("execute", HclWriter.sql(call.substring(0, call.length() - 2)));
        comment(trigger.comment());
        out.close();
    }
}
