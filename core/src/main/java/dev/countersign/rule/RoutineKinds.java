package dev.countersign.rule;

import static dev.countersign.rule.Kinds.many;
import static dev.countersign.rule.Kinds.optional;
import static dev.countersign.rule.Kinds.plain;
import static dev.countersign.rule.Kinds.text;
import static dev.countersign.rule.Kinds.texts;

import dev.countersign.catalog.Membership;
import dev.countersign.catalog.Role;
import dev.countersign.catalog.Routine;
import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Functions, procedures and roles. */
final class RoutineKinds {

    void addTo(Kinds kinds) {
        kinds.add("function", Routine.class, routine());
        kinds.add("procedure", Routine.class, routine());
        kinds.addPart("arg", Definitions.Argument.class, argument());
        kinds.add("role", Role.class, role());
    }

    private static Map<String, Kind.Attribute> routine() {
        Function<Subject, String> sql =
                s -> s.as(Routine.class).map(Routine::definition).orElse("");
        Map<String, Kind.Attribute> own = new HashMap<>();
        own.put(
                "lang",
                plain(s -> text(s.as(Routine.class).map(Routine::language).orElse(""))));
        own.put(
                "return",
                plain(s -> text(s.as(Routine.class).map(Routine::returns).orElse(""))));
        own.put("body", plain(s -> text(Definitions.body(sql.apply(s)))));
        own.put(
                "security",
                plain(s -> text(Definitions.says(sql.apply(s), "SECURITY DEFINER") ? "DEFINER" : "INVOKER")));
        own.put("volatility", plain(s -> text(Definitions.volatility(sql.apply(s)))));
        own.put("parallel", plain(s -> text(Definitions.parallel(sql.apply(s)))));
        own.put("strict", plain(s -> HclValue.of(Definitions.says(sql.apply(s), "STRICT"))));
        own.put("leakproof", plain(s -> HclValue.of(Definitions.says(sql.apply(s), "LEAKPROOF"))));
        own.put(
                "config_params",
                plain(s -> HclValue.of(Definitions.settings(sql.apply(s)).entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, e -> text(e.getValue()))))));
        own.put(
                "cost",
                plain(s -> HclValue.of(Definitions.number(sql.apply(s), "COST").orElse(usualCost(s)))));
        own.put(
                "returns_set",
                plain(s -> HclValue.of(s.as(Routine.class)
                        .filter(r ->
                                r.returns().startsWith("SETOF ") || r.returns().startsWith("TABLE("))
                        .isPresent())));
        Kind.Attribute arguments = many(
                "arg",
                s -> s.as(Routine.class).map(r -> Definitions.arguments(r.arguments())).orElse(List.of()).stream()
                        .map(a -> s.world().part(s, "arg", a))
                        .toList());
        own.put("arg", arguments);
        own.put("args", arguments);
        return own;
    }

    /** What the server takes for the cost of a routine that says none. */
    private static long usualCost(Subject routine) {
        String language = routine.as(Routine.class).map(Routine::language).orElse("");
        return language.equals("c") || language.equals("internal") ? 1 : 100;
    }

    private static Map<String, Kind.Attribute> argument() {
        Function<Subject, Optional<Definitions.Argument>> arg = s -> s.as(Definitions.Argument.class);
        return Map.of(
                "mode",
                        plain(s -> text(
                                arg.apply(s).flatMap(Definitions.Argument::mode).orElse("IN"))),
                "default", plain(s -> optional(arg.apply(s).flatMap(Definitions.Argument::defaultExpression))));
    }

    private static Map<String, Kind.Attribute> role() {
        Map<String, Kind.Attribute> own = new HashMap<>();
        Map.of(
                        "login", "LOGIN",
                        "superuser", "SUPERUSER",
                        "create_db", "CREATEDB",
                        "create_role", "CREATEROLE",
                        "replication", "REPLICATION",
                        "bypass_rls", "BYPASSRLS")
                .forEach((name, flag) -> own.put(name, plain(s -> flag(s, flag, "false"))));
        own.put("inherit", plain(s -> flag(s, "INHERIT", "true")));
        own.put(
                "valid_until",
                plain(s -> optional(s.as(Role.class)
                        .flatMap(r -> Optional.ofNullable(r.attributes().get("VALID UNTIL"))))));
        own.put(
                "member_of",
                plain(s -> texts(memberships(s)
                        .filter(m -> m.member().equals(s.ref().name()))
                        .map(Membership::group)
                        .toList())));
        own.put(
                "members",
                plain(s -> texts(memberships(s)
                        .filter(m -> m.group().equals(s.ref().name()))
                        .map(Membership::member)
                        .toList())));
        own.put(
                "conn_limit",
                plain(s -> Conversions.number(text(attribute(s, "CONNECTION LIMIT", "-1")))
                        .<HclValue>map(HclValue.Number::new)
                        .orElse(HclValue.Null.NULL)));
        return own;
    }

    private static Stream<Membership> memberships(Subject role) {
        return role.world().catalog().all(Membership.class).stream();
    }

    private static HclValue flag(Subject role, String name, String usual) {
        return HclValue.of(attribute(role, name, usual).equals("true"));
    }

    private static String attribute(Subject role, String name, String usual) {
        return role.as(Role.class)
                .map(r -> r.attributes().getOrDefault(name, usual))
                .orElse(usual);
    }
}
