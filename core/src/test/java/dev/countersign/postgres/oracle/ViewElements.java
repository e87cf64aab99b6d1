package dev.countersign.postgres.oracle;

import dev.countersign.postgres.oracle.TableElements.Table;
import dev.countersign.postgres.oracle.Universe.Space;
import java.util.ArrayList;
import java.util.List;

/** Views, views on views and materialized views with indexes of a random schema. */
final class ViewElements {
    private final List<View> views = new ArrayList<>();

    /** A view and the name of its first column. */
    record View(Element element, String name, String first, boolean materialized) {}

    ViewElements(Universe universe, List<Space> spaces, TableElements tables) {
        for (Table table : tables.tables()) {
            if (universe.oneIn(2)) {
                addView(universe, universe.any(spaces), tables, table);
            }
        }
        for (int i = views.size() - 1; i >= 0; i--) {
            if (universe.oneIn(2)) {
                addUpper(universe, universe.any(spaces), views.get(i), universe.any(views));
            }
        }
    }

    List<View> views() {
        return views;
    }

    private void addView(Universe universe, Space space, TableElements tables, Table table) {
        String name = space.name() + "." + universe.name("v");
        String first = universe.name("first");
        String second = universe.name("second");
        Column other = table.columns().getFirst();
        boolean materialized = universe.oneIn(3);
        List<String> options = materialized
                ? List.of("", " WITH (fillfactor = 70)")
                : List.of(
                        "",
                        " WITH (security_barrier = true)",
                        " WITH (" + universe.since(15, "security_invoker = true", "security_barrier = false") + ")",
                        " WITH (check_option = local)");
        Element element = universe.add(
                (materialized ? "materialized view " : "view ") + name,
                List.of(space.element(), table.element(), table.key().element()),
                List.of(4, options.size(), 3, 2),
                (s, e) -> {
                    StringBuilder columns =
                            new StringBuilder(table.key().name()).append(" AS ").append(first);
                    if (s.has(other.element()) && s.dial(e, 0) > 0) {
                        columns.append(", ")
                                .append(other.name())
                                .append(s.dial(e, 0) > 1 ? "::text" : "")
                                .append(" AS ")
                                .append(second);
                    }
                    if (s.dial(e, 0) == 3) {
                        columns.append(", 1 AS one");
                    }
                    return "CREATE " + (materialized ? "MATERIALIZED " : "") + "VIEW " + name
                            + options.get(s.dial(e, 1)) + " AS SELECT "
                            + columns + " FROM " + table.name()
                            + List.of(
                                            "",
                                            " WHERE " + table.key().name() + " > 0",
                                            " x WHERE x." + table.key().name() + " > 1")
                                    .get(s.dial(e, 2))
                            + (materialized && s.dial(e, 3) == 1 ? " WITH NO DATA" : "");
                });
        universe.commentable(element, (materialized ? "MATERIALIZED VIEW " : "VIEW ") + name);
        universe.commentable(element, "COLUMN " + name + "." + first);
        views.add(new View(element, name, first, materialized));
        if (materialized) {
            String index = universe.name("mx");
            boolean distinct = tables.tables().stream()
                    .noneMatch(t -> t.parent().filter(table::equals).isPresent());
            Element indexElement = universe.add(
                    "index " + index,
                    List.of(element),
                    List.of(2, 2),
                    (s, e) -> "CREATE " + (s.dial(e, 0) == 1 && distinct ? "UNIQUE " : "") + "INDEX " + index + " ON "
                            + name + " (" + first + (s.dial(e, 1) == 0 ? "" : " DESC") + ")");
            universe.commentable(indexElement, "INDEX " + space.name() + "." + index);
        }
    }

    private void addUpper(Universe universe, Space space, View lower, View other) {
        String name = space.name() + "." + universe.name("w");
        String first = universe.name("up");
        boolean two = other != lower;
        List<Element> needs = new ArrayList<>(List.of(space.element(), lower.element()));
        if (two) {
            needs.add(other.element());
        }
        Element element = universe.add(
                "view " + name,
                needs,
                List.of(3),
                (s, e) -> "CREATE VIEW " + name + " AS SELECT l." + lower.first() + " AS " + first
                        + List.of("", ", count(*) OVER () AS c", ", l.*").get(s.dial(e, 0)) + " FROM " + lower.name()
                        + " l"
                        + (two ? " JOIN " + other.name() + " o ON o." + other.first() + " = l." + lower.first() : ""));
        universe.commentable(element, "VIEW " + name);
        views.add(new View(element, name, first, false));
    }
}
