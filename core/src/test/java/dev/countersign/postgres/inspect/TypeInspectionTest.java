package dev.countersign.postgres.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.DomainType;
import dev.countersign.catalog.EnumType;
import dev.countersign.catalog.Extension;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Schema;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresEngine.class)
class TypeInspectionTest {
    private final PostgresEngine.Server server;

    TypeInspectionTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @Test
    void enumLabelsComeInSortOrder() throws SQLException {
        Catalog catalog = server.inspect(
                "CREATE TYPE mood AS ENUM ('sad', 'happy'); ALTER TYPE mood ADD VALUE 'it''s ok' AFTER 'sad'; COMMENT ON TYPE mood IS 'm'");
        assertThat(catalog.all(EnumType.class)).singleElement().satisfies(type -> {
            assertThat(type.labels()).containsExactly("sad", "it's ok", "happy");
            assertThat(type.comment()).contains("m");
        });
    }

    @Test
    void domainsCarryChecksByName() throws SQLException {
        Catalog catalog = server.inspect("""
                CREATE DOMAIN d AS varchar(10) COLLATE "C" DEFAULT 'a' NOT NULL CONSTRAINT z CHECK (VALUE <> '') CONSTRAINT a CHECK (length(VALUE) < 9);
                ALTER DOMAIN d ADD CONSTRAINT late CHECK (VALUE <> 'x') NOT VALID""");
        assertThat(catalog.all(DomainType.class)).singleElement().satisfies(domain -> {
            assertThat(domain.baseType()).isEqualTo("character varying(10)");
            assertThat(domain.collation()).contains("pg_catalog.\"C\"");
            assertThat(domain.defaultExpression()).contains("'a'::character varying");
            assertThat(domain.notNull()).isTrue();
            assertThat(domain.checks()).extracting(DomainType.DomainCheck::name).containsExactly("a", "late", "z");
            assertThat(domain.checks().get(1).definition()).endsWith("NOT VALID");
        });
    }

    @Test
    void compositeTypesAndRangesAreObjects() throws SQLException {
        Catalog catalog = server.inspect("""
                CREATE SCHEMA s; CREATE TYPE s.addr AS (street text COLLATE "C", zip varchar(5)); COMMENT ON TYPE s.addr IS 'where';
                COMMENT ON COLUMN s.addr.zip IS 'code';
                CREATE TYPE s.span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi, MULTIRANGE_TYPE_NAME = s.spans)""");
        assertThat(catalog.all(CompositeType.class)).singleElement().satisfies(type -> {
            assertThat(type.comment()).contains("where");
            assertThat(type.attributes())
                    .extracting(CompositeType.Attribute::name, CompositeType.Attribute::type)
                    .containsExactly(tuple("street", "text"), tuple("zip", "character varying(5)"));
            assertThat(type.attributes().getLast().comment()).contains("code");
        });
        DefinedObject range = catalog.find(ObjectRef.of(ObjectKind.RANGE, "s", "span"), DefinedObject.class)
                .orElseThrow();
        assertThat(range.create())
                .isEqualTo(
                        "CREATE TYPE s.span AS RANGE (SUBTYPE = double precision, SUBTYPE_DIFF = float8mi, MULTIRANGE_TYPE_NAME = s.spans)");
        assertThat(server.inspect("CREATE SCHEMA s; " + range.create()).find(range.ref()))
                .contains(range);
        assertThat(catalog.uncompared()).isEmpty();
    }

    @Test
    void extensionsAreOneObjectAndTheirMembersNone() throws SQLException {
        Catalog catalog = server.inspect(
                List.of(
                        "CREATE EXTENSION citext SCHEMA public",
                        "CREATE EXTENSION tablefunc SCHEMA public",
                        "ALTER TABLE t ADD COLUMN b public.tablefunc_crosstab_2"),
                "CREATE TABLE t (a int)",
                Scope.database());
        assertThat(catalog.all(Extension.class))
                .extracting(e -> e.ref().name(), Extension::schema)
                .contains(tuple("citext", "public"));
        assertThat(catalog.objects().keySet())
                .filteredOn(ref -> ref.kind() != ObjectKind.EXTENSION)
                .extracting(ObjectRef::display)
                .containsExactlyInAnyOrder("public", "public.t");
        assertThat(catalog.uncompared()).isEmpty();
    }

    @Test
    void theSchemaPublicIsThereWithoutItsInitialComment() throws SQLException {
        Catalog catalog = server.inspect("CREATE SCHEMA other; COMMENT ON SCHEMA other IS 'mine'");
        assertThat(catalog.all(Schema.class))
                .extracting(Schema::ref, Schema::comment)
                .containsExactly(
                        tuple(ObjectRef.of(ObjectKind.SCHEMA, "other"), Optional.of("mine")),
                        tuple(ObjectRef.of(ObjectKind.SCHEMA, "public"), Optional.empty()));
    }

    @Test
    void aScopeReadsOnlyItsSchemas() throws SQLException {
        Catalog catalog = server.inspect(List.of(), """
                CREATE SCHEMA a; CREATE SCHEMA "b'c"; CREATE TABLE a.t (id int PRIMARY KEY, other text);
                CREATE TABLE "b'c".t (x int, t_id int REFERENCES a.t (id)); CREATE VIEW "b'c".v AS SELECT other FROM a.t""", new Scope(List.of("b'c")));
        assertThat(catalog.objects().keySet())
                .extracting(ObjectRef::display)
                .containsExactlyInAnyOrder("b'c", "b'c.t", "b'c.t.t_t_id_fkey", "b'c.v");
        assertThat(catalog.all(ForeignKey.class).getFirst().referencedColumns()).containsExactly("id");
    }
}
