package dev.countersign.postgres.plan;

import dev.countersign.catalog.Membership;
import dev.countersign.catalog.Role;
import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Statements about roles and memberships. Passwords never come into it. */
final class RoleDdl {
    /** Parameters whose value is a list of names, which must not be quoted as one. */
    private static final List<String> LISTS = List.of(
            "search_path",
            "temp_tablespaces",
            "local_preload_libraries",
            "session_preload_libraries",
            "shared_preload_libraries",
            "unix_socket_directories",
            "datestyle");

    private RoleDdl() {}

    static List<String> create(Role role) {
        List<String> sql = new ArrayList<>();
        String options = role.attributes().entrySet().stream()
                .map(e -> " " + option(e.getKey(), e.getValue()))
                .collect(Collectors.joining());
        sql.add("CREATE ROLE " + Ident.quote(role.ref().name()) + options + ";");
        role.settings().forEach((name, value) -> sql.add(set(role, name, value)));
        return sql;
    }

    static List<String> alter(Role before, Role after) {
        List<String> sql = new ArrayList<>();
        List<String> options = new ArrayList<>();
        for (String name : names(before.attributes(), after.attributes())) {
            String value = after.attributes().get(name);
            if (value == null) {
                options.add(usual(name));
            } else if (!value.equals(before.attributes().get(name))) {
                options.add(option(name, value));
            }
        }
        if (!options.isEmpty()) {
            sql.add("ALTER ROLE " + Ident.quote(after.ref().name()) + " " + String.join(" ", options) + ";");
        }
        for (String name : names(before.settings(), after.settings())) {
            String value = after.settings().get(name);
            if (value == null) {
                sql.add("ALTER ROLE " + Ident.quote(after.ref().name()) + " RESET " + parameter(name) + ";");
            } else if (!value.equals(before.settings().get(name))) {
                sql.add(set(after, name, value));
            }
        }
        return sql;
    }

    private static TreeSet<String> names(Map<String, String> before, Map<String, String> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names;
    }

    private static String option(String name, String value) {
        return switch (value) {
            case "true" -> name;
            case "false" -> "NO" + name;
            default -> name + " " + (name.equals("VALID UNTIL") ? Literal.quote(value) : value);
        };
    }

    /** The option as a role has it that was made without any. */
    private static String usual(String name) {
        return switch (name) {
            case "INHERIT" -> "INHERIT";
            case "CONNECTION LIMIT" -> "CONNECTION LIMIT -1";
            case "VALID UNTIL" -> "VALID UNTIL 'infinity'";
            default -> "NO" + name;
        };
    }

    private static String set(Role role, String name, String value) {
        String text = LISTS.contains(name.toLowerCase(Locale.ROOT)) && !value.isEmpty() ? value : Literal.quote(value);
        return "ALTER ROLE " + Ident.quote(role.ref().name()) + " SET " + parameter(name) + " TO " + text + ";";
    }

    /** Parameters of extensions have a name in two parts. */
    private static String parameter(String name) {
        return Arrays.stream(name.split("\\.")).map(Ident::quote).collect(Collectors.joining("."));
    }

    static String grant(Membership membership) {
        SortedMap<String, String> options = membership.options();
        String with;
        if (options.keySet().equals(Set.of("ADMIN"))) {
            with = " WITH ADMIN OPTION"; // all versions know this form
        } else if (options.isEmpty()) {
            with = "";
        } else {
            with = options.entrySet().stream()
                    .map(e -> e.getKey() + " " + e.getValue().toUpperCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", " WITH ", ""));
        }
        return "GRANT " + Ident.quote(membership.group()) + " TO " + Ident.quote(membership.member()) + with
                + by(membership) + ";";
    }

    private static String by(Membership membership) {
        return membership
                .grantor()
                .map(grantor -> " GRANTED BY " + Ident.quote(grantor))
                .orElse("");
    }

    static String revoke(Membership membership) {
        return "REVOKE " + Ident.quote(membership.group()) + " FROM " + Ident.quote(membership.member())
                + by(membership) + ";";
    }

    /** Granting again sets what it names and leaves the rest, so an option that goes is named. */
    static List<String> change(Membership before, Membership after) {
        SortedMap<String, String> options = new TreeMap<>(after.options());
        List<String> sql = new ArrayList<>();
        for (String option : before.options().keySet()) {
            if (!options.containsKey(option)) {
                if (option.equals("ADMIN")) {
                    sql.add("REVOKE ADMIN OPTION FOR " + Ident.quote(after.group()) + " FROM "
                            + Ident.quote(after.member()) + by(after) + ";");
                } else {
                    options.put(option, before.options().get(option).equals("true") ? "false" : "true");
                }
            }
        }
        if (!options.equals(before.options()) && !options.isEmpty()) {
            sql.add(grant(after.withOptions(options)));
        }
        return sql;
    }
}
