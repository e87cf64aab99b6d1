package dev.countersign.postgres.hcl;

import dev.countersign.catalog.Catalog;
import dev.countersign.ddl.DdlBlock;
import dev.countersign.ddl.DdlDocument;
import dev.countersign.ddl.DdlScript;
import dev.countersign.ddl.DdlSql;
import dev.countersign.ddl.DdlValue;
import dev.countersign.ddl.HclText;
import dev.countersign.ddl.Renames;
import dev.countersign.ddl.SchemaLanguage;
import dev.countersign.ddl.SeedRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** PostgreSQL's schema language in HCL. */
public final class PostgresHcl implements SchemaLanguage {

    @Override
    public String suffix() {
        return ".pg.hcl";
    }

    @Override
    public Set<String> typeFunctions() {
        return TypeWords.withParameters();
    }

    @Override
    public String type(String function, String arguments) {
        return TypeWords.sql(function, arguments);
    }

    @Override
    public DdlScript statements(DdlDocument document) {
        Draft draft = new Draft();
        Names names = new Names(document);
        Renames renames = new Renames();
        TypeStatements types = new TypeStatements(names, draft, renames);
        RoutineStatements routines = new RoutineStatements(names, draft, renames);
        TableStatements tables = new TableStatements(names, draft, renames);
        ViewStatements views = new ViewStatements(names, draft, tables.keys(), renames);
        AccessStatements access = new AccessStatements(names, draft, routines);
        List<Map.Entry<String, Consumer<DdlBlock>>> kinds = List.of(
                Map.entry("role", access::addRole),
                Map.entry("user", access::addRole),
                Map.entry("schema", types::addSchema),
                Map.entry("extension", types::addExtension),
                Map.entry("enum", types::addEnum),
                Map.entry("domain", types::addDomain),
                Map.entry("composite", types::addComposite),
                Map.entry("range", types::addRange),
                Map.entry("collation", types::addCollation),
                Map.entry("sequence", types::addSequence),
                Map.entry("function", b -> routines.add(b, "FUNCTION")),
                Map.entry("procedure", b -> routines.add(b, "PROCEDURE")),
                Map.entry("aggregate", routines::addAggregate),
                Map.entry("server", access::addServer),
                Map.entry("user_mapping", access::addUserMapping),
                Map.entry("foreign_table", tables::addForeign),
                Map.entry("table", tables::add),
                Map.entry("partition", tables::addPartition),
                Map.entry("view", views::add),
                Map.entry("materialized", views::addMaterialized),
                Map.entry("trigger", views::addTrigger),
                Map.entry("event_trigger", views::addEventTrigger),
                Map.entry("policy", views::addPolicy),
                Map.entry("cast", types::addCast),
                Map.entry("membership", access::addMembership),
                Map.entry("permission", access::addPermission));
        kinds.forEach(kind -> document.blocks(kind.getKey()).forEach(kind.getValue()));
        new SeedRows(new Rows(names)).statements(document).forEach(row -> draft.add(Draft.Step.ROW, row));
        document.finish();
        return new DdlScript(draft.statements(), renames.stated(), access.external());
    }

    /** How rows are written. */
    private record Rows(Names names) implements SeedRows.Words {
        @Override
        public Optional<DdlBlock> table(DdlValue reference) {
            return names.target(reference, "table", "partition");
        }

        @Override
        public String name(DdlBlock table) {
            return names.qualified(table);
        }

        @Override
        public Optional<DdlSql> column(DdlValue name, DdlBlock table) {
            return names.column(name, table);
        }

        @Override
        public Optional<DdlSql> value(DdlValue value) {
            return names.expression(value);
        }

        /** A row says its identity itself, also where the column is GENERATED ALWAYS. */
        @Override
        public String values() {
            return "OVERRIDING SYSTEM VALUE VALUES";
        }
    }

    @Override
    public HclText write(Catalog catalog) {
        return CatalogWriter.write(catalog);
    }
}
