package dev.countersign.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes PostgreSQL schemas of any size that look like those of grown applications: tables of 8 to 15 columns with keys, foreign keys, indexes, checks,
 * defaults and comments; enums, sequences, functions, triggers, policies, partitions and views between them. The same size and seed give the same text
 * on every machine. Every hundredth table gets a planted change, of all common sorts in turn.
 */
public final class GeneratedSchema {
    private static final int TABLES_PER_SCHEMA = 500;
    private static final int TABLES_PER_SCRIPT = 50;
    private static final int CHANGE_EVERY = 100;

    private static final List<String> NOUNS = List.of(
            "account",
            "address",
            "batch",
            "basket",
            "claim",
            "contract",
            "customer",
            "delivery",
            "device",
            "document",
            "event",
            "invoice",
            "item",
            "ledger",
            "member",
            "message",
            "note",
            "offer",
            "order",
            "payment",
            "price",
            "product",
            "quota",
            "rate",
            "refund",
            "report",
            "route",
            "shipment",
            "stock",
            "supplier",
            "ticket",
            "user");
    private static final List<String> WORDS = List.of(
            "code",
            "title",
            "state",
            "amount",
            "total",
            "starts_at",
            "ends_at",
            "remark",
            "kind",
            "rank",
            "weight",
            "email",
            "phone",
            "city",
            "country",
            "level",
            "score",
            "source",
            "target",
            "payload",
            "settings",
            "active",
            "visible",
            "version");
    private static final List<String> TYPES = List.of(
            "text",
            "text",
            "text",
            "integer",
            "integer",
            "bigint",
            "boolean",
            "numeric(12,2)",
            "character varying(100)",
            "date",
            "timestamp with time zone",
            "timestamp with time zone",
            "jsonb",
            "uuid",
            "text[]",
            "double precision");

    private final int tables;
    private final long seed;

    /**
     * @param tables how many tables; one more or less changes nothing in the others
     * @param seed two schemas of one size and different seeds have hardly a table in common
     */
    public GeneratedSchema(int tables, long seed) {
        this.tables = tables;
        this.seed = seed;
    }

    /** Scripts that make the schema in an empty database, to be run in order, each in a transaction of its own so that the server's lock table is enough. */
    public List<String> scripts() {
        List<String> scripts = new ArrayList<>();
        scripts.add(IntStream.rangeClosed(0, (tables - 1) / TABLES_PER_SCHEMA)
                .mapToObj(i -> "CREATE SCHEMA " + schema(i * TABLES_PER_SCHEMA) + ";\n")
                .collect(Collectors.joining()));
        for (int first = 0; first < tables; first += TABLES_PER_SCRIPT) {
            scripts.add(IntStream.range(first, Math.min(tables, first + TABLES_PER_SCRIPT))
                    .mapToObj(this::table)
                    .collect(Collectors.joining()));
        }
        return scripts;
    }

    /** Statements that plant a change at one table in a hundred; they run on the finished schema. */
    public List<String> changes() {
        List<String> changes = new ArrayList<>();
        for (int i = CHANGE_EVERY / 2; i < tables - 3; i += CHANGE_EVERY) {
            changes.add(change(i, changes.size()));
        }
        return changes;
    }

    /** The qualified name of a table; each has the columns {@code id}, {@code label} (text), {@code created_at} and {@code quantity}. */
    public String name(int table) {
        return schema(table) + "." + plainName(table);
    }

    private String schema(int table) {
        return "area_" + table / TABLES_PER_SCHEMA;
    }

    private String plainName(int table) {
        return NOUNS.get(random(table, 1).nextInt(NOUNS.size())) + "_" + table;
    }

    private Random random(int table, int purpose) {
        Random random = new Random(seed * 1_000_003L + table * 31L + purpose);
        // neighbouring seeds give neighbouring first numbers
        random.nextLong();
        return random;
    }

    private String table(int number) {
        Random random = random(number, 2);
        StringBuilder sql = new StringBuilder();
        String schema = schema(number);
        String plain = plainName(number);
        String name = name(number);
        boolean hasEnum = number % 25 == 0;
        if (hasEnum) {
            sql.append("CREATE TYPE %s.%s_state AS ENUM ('new', 'open', 'done', 'gone');\n".formatted(schema, plain));
        }
        if (number % 40 == 0) {
            sql.append("CREATE SEQUENCE %s.%s_numbers START WITH 1000 INCREMENT BY 10 CACHE 5;\n"
                    .formatted(schema, plain));
        }
        List<String> columns = columns(number, random, hasEnum);
        sql.append("CREATE TABLE ")
                .append(name)
                .append(" (\n  ")
                .append(String.join(",\n  ", columns))
                .append("\n)");
        if (random.nextInt(30) == 0) {
            sql.append(" WITH (fillfactor=80)");
        }
        sql.append(";\n");
        children(sql, number, random);
        if (number % 3 == 0) {
            sql.append("COMMENT ON TABLE %s IS 'Everything about %s, number %d';\n".formatted(name, plain, number));
            sql.append("COMMENT ON COLUMN %s.label IS 'What people call it';\n".formatted(name));
        }
        if (number % 100 == 7) {
            partitions(sql, schema, plain);
        }
        if (number % 10 == 0) {
            sql.append(view(number));
        }
        if (number % 20 == 0) {
            routine(sql, number);
        }
        return sql.toString();
    }

    private List<String> columns(int number, Random random, boolean hasEnum) {
        List<String> columns = new ArrayList<>();
        columns.add(number % 2 == 0 ? "id bigint GENERATED ALWAYS AS IDENTITY" : "id bigserial");
        columns.add("label text NOT NULL");
        columns.add("created_at timestamp with time zone DEFAULT now() NOT NULL");
        columns.add("quantity integer DEFAULT 0 NOT NULL");
        if (number > 0) {
            columns.add("parent_id bigint");
        }
        if (hasEnum) {
            columns.add("phase %s.%s_state DEFAULT 'new'".formatted(schema(number), plainName(number)));
        }
        int wanted = 8 + random.nextInt(8);
        for (int i = 0; columns.size() < wanted; i++) {
            columns.add(WORDS.get((number * 7 + i) % WORDS.size()) + "_" + i + " "
                    + TYPES.get(random.nextInt(TYPES.size())) + (random.nextInt(4) == 0 ? " NOT NULL" : ""));
        }
        return columns;
    }

    private void children(StringBuilder sql, int number, Random random) {
        String name = name(number);
        String plain = plainName(number);
        sql.append("ALTER TABLE %s ADD CONSTRAINT %s_pkey PRIMARY KEY (id);\n".formatted(name, plain));
        if (number > 0) {
            int parent = random.nextInt(number);
            sql.append("ALTER TABLE %s ADD CONSTRAINT %s_parent_fkey FOREIGN KEY (parent_id) REFERENCES %s (id)%s;\n"
                    .formatted(name, plain, name(parent), random.nextBoolean() ? " ON DELETE CASCADE" : ""));
            sql.append("CREATE INDEX %s_parent_idx ON %s (parent_id);\n".formatted(plain, name));
        }
        if (random.nextInt(2) == 0) {
            sql.append("ALTER TABLE %s ADD CONSTRAINT %s_quantity_check CHECK (quantity >= 0 AND quantity < 1000000);\n"
                    .formatted(name, plain));
        }
        if (random.nextInt(3) == 0) {
            sql.append("ALTER TABLE %s ADD CONSTRAINT %s_label_key UNIQUE (label, quantity);\n".formatted(name, plain));
        }
        switch (random.nextInt(4)) {
            case 0 ->
                sql.append("CREATE INDEX %s_label_idx ON %s (lower(label), created_at DESC);\n".formatted(plain, name));
            case 1 ->
                sql.append(
                        "CREATE INDEX %s_recent_idx ON %s USING btree (created_at) INCLUDE (label) WHERE quantity > 0;\n"
                                .formatted(plain, name));
            default -> sql.append("CREATE INDEX %s_created_idx ON %s (created_at, label);\n".formatted(plain, name));
        }
    }

    private static void partitions(StringBuilder sql, String schema, String plain) {
        String log = schema + "." + plain + "_log";
        sql.append(
                "CREATE TABLE %s (id bigint NOT NULL, at date NOT NULL, label text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);\n"
                        .formatted(log));
        for (int year = 2024; year < 2026; year++) {
            sql.append("CREATE TABLE %s_%d PARTITION OF %s FOR VALUES FROM ('%d-01-01') TO ('%d-01-01');\n"
                    .formatted(log, year, log, year, year + 1));
        }
        sql.append("CREATE INDEX %s_log_at_idx ON %s (at);\n".formatted(plain, log));
    }

    private String view(int number) {
        String join = number == 0 ? "" : " JOIN %s p ON p.id = t.parent_id".formatted(name(number - 1));
        return "CREATE VIEW %s.%s_view AS SELECT t.id, t.label, upper(t.label) AS loud, t.quantity * 2 AS twice%s FROM %s t%s WHERE t.quantity > 0;\n"
                .formatted(
                        schema(number),
                        plainName(number),
                        number == 0 ? "" : ", p.label AS parent_label",
                        name(number),
                        join);
    }

    private void routine(StringBuilder sql, int number) {
        String name = name(number);
        String plain = plainName(number);
        String schema = schema(number);
        sql.append(
                ("CREATE FUNCTION %s.%s_touch() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  IF NEW.label = '' THEN\n"
                                + "    RAISE EXCEPTION 'a %s needs a label';\n  END IF;\n  NEW.created_at := now();\n  RETURN NEW;\nEND $$;\n")
                        .formatted(schema, plain, plain));
        sql.append(
                "CREATE FUNCTION %s.%s_price(amount numeric, rate numeric DEFAULT 0.19) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$ SELECT amount * (1 + rate) $$;\n"
                        .formatted(schema, plain));
        sql.append(
                "CREATE TRIGGER %s_touch BEFORE INSERT OR UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION %s.%s_touch();\n"
                        .formatted(plain, name, schema, plain));
        if (number % 100 == 0) {
            sql.append(
                    "ALTER TABLE %s ENABLE ROW LEVEL SECURITY;\nCREATE POLICY %s_own ON %s FOR SELECT USING (label = CURRENT_USER);\n"
                            .formatted(name, plain, name));
        }
    }

    /** @param viewed a table that a view reads; the third one after it is read by none, so that the server lets it be altered */
    private String change(int viewed, int sort) {
        int number = viewed + 3;
        String name = name(number);
        String plain = plainName(number);
        return switch (sort % 12) {
            case 0 -> "ALTER TABLE %s ADD COLUMN planted_at timestamp with time zone DEFAULT now();".formatted(name);
            case 1 -> "ALTER TABLE %s DROP COLUMN quantity CASCADE;".formatted(name(viewed));
            case 2 -> "ALTER TABLE %s ALTER COLUMN quantity TYPE bigint;".formatted(name);
            case 3 -> "CREATE INDEX %s_planted_idx ON %s (label, id);".formatted(plain, name);
            case 4 -> "ALTER TABLE %s ADD CONSTRAINT %s_planted_check CHECK (label <> '');".formatted(name, plain);
            case 5 ->
                "CREATE TABLE %s_planted (id bigint PRIMARY KEY, of bigint REFERENCES %s (id), remark text);"
                        .formatted(name, name);
            case 6 -> "ALTER TABLE %s DROP CONSTRAINT %s_parent_fkey;".formatted(name, plain);
            case 7 -> "COMMENT ON TABLE %s IS 'planted';".formatted(name);
            case 8 ->
                "ALTER TABLE %s ALTER COLUMN label SET DEFAULT 'planted', ALTER COLUMN parent_id SET NOT NULL;"
                        .formatted(name);
            case 9 ->
                view(viewed)
                        .replace("CREATE VIEW", "CREATE OR REPLACE VIEW")
                        .replace("t.quantity > 0", "t.quantity > 1");
            case 10 ->
                "CREATE FUNCTION %s_planted(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a + 1';".formatted(name);
            default -> "DROP INDEX %s.%s_parent_idx;".formatted(schema(number), plain);
        };
    }

    /**
     * Writes {@code current.sql} and {@code changes.sql} for psql.
     *
     * @param arguments number of tables, seed, folder
     */
    public static void main(String... arguments) {
        GeneratedSchema schema = new GeneratedSchema(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]));
        Path folder = Path.of(arguments[2]);
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("current.sql"),
                    schema.scripts().stream()
                            .map(s -> "BEGIN;\n" + s + "COMMIT;\n")
                            .collect(Collectors.joining()));
            Files.writeString(folder.resolve("changes.sql"), String.join("\n", schema.changes()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
