package dev.countersign.rule;

import dev.countersign.catalog.Attributes;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Role;
import dev.countersign.catalog.Routine;
import dev.countersign.catalog.Schema;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A small shop with something of most kinds in it. */
public final class SmallShop {
    /** A table. */
    public static final ObjectRef USERS = ObjectRef.of(ObjectKind.TABLE, "shop", "users");
    /** A table. */
    public static final ObjectRef ORDERS = ObjectRef.of(ObjectKind.TABLE, "shop", "orders");

    /** All of it. */
    public static final Catalog CATALOG = new Catalog(
            "postgres",
            "18",
            List.<SchemaObject>of(
                    new Schema(ObjectRef.of(ObjectKind.SCHEMA, "shop"), Optional.empty()),
                    table(USERS, Map.of("row_security", "enabled, forced"), column("id", true), column("email", false)),
                    table(ORDERS, Map.of(), column("id", true), column("user_id", true)),
                    new KeyConstraint(
                            USERS.child(ObjectKind.PRIMARY_KEY, "users_pkey"),
                            USERS,
                            List.of("id"),
                            List.of(),
                            "PRIMARY KEY (id)",
                            Optional.empty(),
                            Attributes.none(),
                            Optional.empty()),
                    new KeyConstraint(
                            USERS.child(ObjectKind.UNIQUE, "users_email_key"),
                            USERS,
                            List.of("email"),
                            List.of(),
                            "UNIQUE (email)",
                            Optional.empty(),
                            Attributes.none(),
                            Optional.empty()),
                    new Index(
                            ObjectRef.of(ObjectKind.INDEX, "shop", "orders_id"),
                            ORDERS,
                            false,
                            "btree",
                            List.of(new Index.Part("id", false, "DESC")),
                            List.of(),
                            Optional.of("id > 5"),
                            "CREATE INDEX orders_id ON shop.orders (id DESC) WHERE id > 5",
                            true,
                            Optional.empty(),
                            Attributes.none(),
                            Optional.empty()),
                    new ForeignKey(
                            ORDERS.child(ObjectKind.FOREIGN_KEY, "orders_user"),
                            ORDERS,
                            List.of("user_id"),
                            USERS,
                            List.of("id"),
                            "FOREIGN KEY (user_id) REFERENCES shop.users(id) ON DELETE CASCADE DEFERRABLE",
                            true,
                            Optional.empty()),
                    new CheckConstraint(
                            ORDERS.child(ObjectKind.CHECK, "orders_positive"),
                            ORDERS,
                            List.of("id"),
                            "CHECK ((id > 0))",
                            true,
                            false,
                            Optional.empty()),
                    new Routine(
                            ObjectRef.of(ObjectKind.FUNCTION, "shop", "price", "numeric"),
                            "IN amount numeric, rate double precision DEFAULT 0.2",
                            "numeric",
                            "sql",
                            "CREATE OR REPLACE FUNCTION shop.price(amount numeric)\n RETURNS numeric\n LANGUAGE sql\n"
                                    + " IMMUTABLE STRICT SECURITY DEFINER\nAS $function$ SELECT 1 $function$\n",
                            Optional.empty()),
                    new Role(
                            ObjectRef.of(ObjectKind.ROLE, "boss"),
                            new TreeMap<>(Map.of("LOGIN", "true", "SUPERUSER", "true")),
                            Attributes.none(),
                            Optional.empty())),
            List.of(),
            List.of());

    private SmallShop() {}

    private static Table table(ObjectRef ref, Map<String, String> attributes, Column... columns) {
        return new Table(
                ref,
                Arrays.asList(columns),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new TreeMap<>(attributes),
                Optional.empty());
    }

    private static Column column(String name, boolean notNull) {
        return new Column(
                name,
                "text",
                notNull,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Attributes.none(),
                Optional.empty());
    }
}
