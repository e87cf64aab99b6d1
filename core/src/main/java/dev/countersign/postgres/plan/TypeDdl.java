package dev.countersign.postgres.plan;

import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.DomainType;
import dev.countersign.catalog.EnumType;
import dev.countersign.postgres.name.ServersName;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Enums, domains and composite types as DDL. */
final class TypeDdl {
    private TypeDdl() {}

    static String create(EnumType type) {
        return "CREATE TYPE " + Names.qualified(type.ref()) + " AS ENUM ("
                + type.labels().stream().map(Names::literal).collect(Collectors.joining(", ")) + ");";
    }

    static List<String> alter(EnumType before, EnumType after) {
        List<String> sql = new ArrayList<>();
        Set<String> there = new HashSet<>(before.labels());
        List<String> labels = after.labels();
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            if (there.contains(label)) {
                continue;
            }
            String place = "";
            if (i > 0) {
                place = " AFTER " + Names.literal(labels.get(i - 1));
            } else {
                Optional<String> next = labels.stream().filter(there::contains).findFirst();
                place = next.map(n -> " BEFORE " + Names.literal(n)).orElse("");
            }
            boolean last = labels.subList(i, labels.size()).stream().noneMatch(there::contains);
            sql.add("ALTER TYPE " + Names.qualified(after.ref()) + " ADD VALUE " + Names.literal(label)
                    + (last ? "" : place) + ";");
            there.add(label);
        }
        return sql;
    }

    static String create(DomainType type) {
        StringBuilder sql =
                new StringBuilder("CREATE DOMAIN " + Names.qualified(type.ref()) + " AS " + type.baseType());
        type.collation().ifPresent(c -> sql.append(" COLLATE ").append(c));
        type.defaultExpression().ifPresent(e -> sql.append(" DEFAULT ").append(e));
        if (type.notNull() && type.notNullConstraint().isEmpty()) {
            sql.append(" NOT NULL");
        }
        List<String> later = new ArrayList<>();
        for (DomainType.DomainCheck check : type.checks()) {
            if (check.definition().endsWith(" NOT VALID")) {
                later.add(addCheck(type, check));
            } else {
                sql.append(" CONSTRAINT ")
                        .append(Ident.quote(check.name()))
                        .append(' ')
                        .append(check.definition());
            }
        }
        sql.append(';');
        type.checks().stream()
                .filter(check -> check.comment().isPresent())
                .forEach(check -> later.add(comment(type, check)));
        later.forEach(l -> sql.append('\n').append(l));
        return sql.toString();
    }

    private static String comment(DomainType type, DomainType.DomainCheck check) {
        return "COMMENT ON CONSTRAINT " + Ident.quote(check.name()) + " ON DOMAIN " + Names.qualified(type.ref())
                + " IS " + check.comment().map(Names::literal).orElse("NULL") + ";";
    }

    private static String addCheck(DomainType type, DomainType.DomainCheck check) {
        return "ALTER DOMAIN " + Names.qualified(type.ref()) + " ADD CONSTRAINT " + Ident.quote(check.name()) + " "
                + check.definition() + ";";
    }

    static List<String> alter(DomainType before, DomainType after) {
        List<String> sql = new ArrayList<>();
        String prefix = "ALTER DOMAIN " + Names.qualified(after.ref());
        for (DomainType.DomainCheck check : checks(before)) {
            Optional<DomainType.DomainCheck> same = after.checks().stream()
                    .filter(c -> c.name().equals(check.name()))
                    .findFirst();
            if (same.isEmpty() || !same.get().definition().equals(check.definition())) {
                if (same.isPresent()
                        && InPlace.bare(check.definition()).equals(same.get().definition())) {
                    sql.add(prefix + " VALIDATE CONSTRAINT " + Ident.quote(check.name()) + ";");
                } else {
                    sql.add(prefix + " DROP CONSTRAINT " + Ident.quote(check.name()) + ";");
                    same.ifPresent(c -> sql.add(addCheck(after, c)));
                }
            }
        }
        if (!before.defaultExpression().equals(after.defaultExpression())) {
            sql.add(prefix
                    + after.defaultExpression().map(e -> " SET DEFAULT " + e).orElse(" DROP DEFAULT") + ";");
        }
        sql.addAll(notNull(before, after));
        checks(after).stream()
                .filter(c -> before.checks().stream().noneMatch(o -> o.name().equals(c.name())))
                .forEach(c -> sql.add(addCheck(after, c)));
        for (DomainType.DomainCheck check : checks(after)) {
            Optional<DomainType.DomainCheck> same = before.checks().stream()
                    .filter(c -> c.name().equals(check.name()))
                    .findFirst();
            boolean kept = same.filter(c -> c.definition().equals(check.definition())
                            || InPlace.bare(c.definition()).equals(check.definition()))
                    .isPresent();
            Optional<String> there = kept ? same.get().comment() : Optional.empty();
            if (!there.equals(check.comment())) {
                sql.add(comment(after, check));
            }
        }
        return sql;
    }

    private static List<DomainType.DomainCheck> checks(DomainType type) {
        return type.checks().stream()
                .filter(c -> !c.definition().equals(DomainType.NOT_NULL))
                .toList();
    }

    /** NOT NULL, which from PostgreSQL 18 on has a name and may have a comment. */
    private static List<String> notNull(DomainType before, DomainType after) {
        String prefix = "ALTER DOMAIN " + Names.qualified(after.ref());
        if (!after.notNull()) {
            return before.notNull() ? List.of(prefix + " DROP NOT NULL;") : List.of();
        }
        List<String> sql = new ArrayList<>();
        String plain = ServersName.ofNotNull(after.ref().name());
        Optional<DomainType.DomainCheck> old = before.notNullConstraint();
        Optional<DomainType.DomainCheck> wanted = after.notNullConstraint();
        String oldName = old.map(DomainType.DomainCheck::name).orElse(plain);
        String newName = wanted.map(DomainType.DomainCheck::name).orElse(plain);
        if (!before.notNull()) {
            sql.add(wanted.map(check -> addCheck(after, check)).orElse(prefix + " SET NOT NULL;"));
        } else if (!oldName.equals(newName)) {
            sql.add(prefix + " RENAME CONSTRAINT " + Ident.quote(oldName) + " TO " + Ident.quote(newName) + ";");
        }
        Optional<String> comment = wanted.flatMap(DomainType.DomainCheck::comment);
        if (!comment.equals(old.flatMap(DomainType.DomainCheck::comment))) {
            sql.add(comment(after, new DomainType.DomainCheck(newName, DomainType.NOT_NULL, comment)));
        }
        return sql;
    }

    static List<String> create(CompositeType type) {
        List<String> sql = new ArrayList<>();
        sql.add("CREATE TYPE " + Names.qualified(type.ref()) + " AS ("
                + type.attributes().stream().map(TypeDdl::attribute).collect(Collectors.joining(", ")) + ");");
        for (CompositeType.Attribute attribute : type.attributes()) {
            if (attribute.comment().isPresent()) {
                sql.add(comment(type, attribute));
            }
        }
        return sql;
    }

    private static String comment(CompositeType type, CompositeType.Attribute attribute) {
        return "COMMENT ON COLUMN " + Names.qualified(type.ref()) + "." + Ident.quote(attribute.name()) + " IS "
                + attribute.comment().map(Names::literal).orElse("NULL") + ";";
    }

    private static String attribute(CompositeType.Attribute attribute) {
        return Ident.quote(attribute.name()) + " " + attribute.type()
                + attribute.collation().map(c -> " COLLATE " + c).orElse("");
    }

    static List<String> alter(CompositeType before, CompositeType after) {
        List<String> sql = new ArrayList<>();
        String prefix = "ALTER TYPE " + Names.qualified(after.ref());
        for (CompositeType.Attribute old : before.attributes()) {
            if (find(after, old.name()).isEmpty()) {
                sql.add(prefix + " DROP ATTRIBUTE " + Ident.quote(old.name()) + ";");
            }
        }
        for (CompositeType.Attribute wanted : after.attributes()) {
            Optional<CompositeType.Attribute> old = find(before, wanted.name());
            if (old.isEmpty()) {
                sql.add(prefix + " ADD ATTRIBUTE " + attribute(wanted) + ";");
            } else if (!old.get().type().equals(wanted.type())
                    || !old.get().collation().equals(wanted.collation())) {
                sql.add(prefix + " ALTER ATTRIBUTE " + Ident.quote(wanted.name()) + " TYPE " + wanted.type()
                        + wanted.collation().map(c -> " COLLATE " + c).orElse("") + ";");
            }
            if (!old.map(CompositeType.Attribute::comment)
                    .orElse(Optional.empty())
                    .equals(wanted.comment())) {
                sql.add(comment(after, wanted));
            }
        }
        return sql;
    }

    private static Optional<CompositeType.Attribute> find(CompositeType type, String name) {
        return type.attributes().stream().filter(a -> a.name().equals(name)).findFirst();
    }
}
