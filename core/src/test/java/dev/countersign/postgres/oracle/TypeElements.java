package dev.countersign.postgres.oracle;

import dev.countersign.postgres.oracle.Universe.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Enums, domains, composites, ranges, collations and sequences of a random schema. */
final class TypeElements {
    private final Universe universe;
    private final List<Space> spaces;
    private final List<Family> families = new ArrayList<>();
    private final List<Sequence> sequences = new ArrayList<>();
    private final List<Collation> collations = new ArrayList<>();
    private final List<Element> changing = new ArrayList<>();
    private final List<String> changingNames = new ArrayList<>();

    /** A sequence that columns may take their values from. */
    record Sequence(Element element, String name) {}

    /** A collation that text may have. */
    record Collation(Element element, String name) {}

    TypeElements(Universe universe, List<Space> spaces) {
        this.universe = universe;
        this.spaces = spaces;
        for (int i = 0; i < 2; i++) {
            addEnum();
            addDomain();
            addSequence();
        }
        addCollation();
        addComposite(true);
        addComposite(false);
        addRange();
    }

    /** Types for columns. */
    List<Family> families() {
        return families;
    }

    List<Sequence> sequences() {
        return sequences;
    }

    List<Collation> collations() {
        return collations;
    }

    /** A composite type whose attributes change; only functions use it. */
    Element changingComposite() {
        return changing.getFirst();
    }

    String changingCompositeName() {
        return changingNames.getFirst();
    }

    private Element type(String what, Space space, String name, List<Integer> dials, Element.Text text) {
        Element element = universe.add(what + " " + name, List.of(space.element()), dials, text);
        universe.commentable(element, "TYPE " + name);
        return element;
    }

    private void addEnum() {
        Space space = universe.any(spaces);
        String name = space.name() + "." + universe.name("mood");
        String odd = HostileNames.literal("it's \"odd\"");
        List<String> labels = List.of(
                "'l1', 'l2'",
                "'l1', 'l2', 'l3'",
                "'l0', 'l1', 'between', 'l2'",
                "'l2', 'l1'",
                "'l1', " + odd + ", 'l2', 'last'");
        Element element = type(
                "enum",
                space,
                name,
                List.of(labels.size()),
                (s, e) -> "CREATE TYPE " + name + " AS ENUM (" + labels.get(s.dial(e, 0)) + ")");
        families.add(
                new Family("enum", List.of(name, "text"), n -> n == 2 ? "'l2'" : "'l1'", false, Optional.of(element)));
        families.add(new Family("enum array", List.of(name + "[]"), n -> "'{l1,l2}'", false, Optional.of(element)));
    }

    private void addDomain() {
        Space space = universe.any(spaces);
        String name = space.name() + "." + universe.name("amount");
        String check = universe.name("positive");
        List<String> checks =
                List.of("", " CHECK (VALUE > 0)", " CHECK (VALUE > -5)", " CHECK (VALUE IS NOT NULL OR true)");
        List<String> defaults = List.of("", " DEFAULT 4", " DEFAULT 5");
        Element element = universe.add(
                "domain " + name,
                List.of(space.element()),
                List.of(checks.size(), defaults.size(), 2, 2),
                (s, e) -> "CREATE DOMAIN " + name + " AS " + (s.dial(e, 3) == 0 ? "integer" : "bigint")
                        + defaults.get(s.dial(e, 1))
                        + (s.dial(e, 0) == 0 ? "" : " CONSTRAINT " + check + checks.get(s.dial(e, 0))));
        universe.commentable(element, "DOMAIN " + name);
        families.add(new Family("domain", List.of(name, "integer"), n -> "'" + n + "'", true, Optional.of(element)));
    }

    private void addComposite(boolean fixed) {
        Space space = universe.any(spaces);
        String name = space.name() + "." + universe.name("pair");
        String first = universe.name("left");
        String second = universe.name("right");
        List<String> seconds = List.of(
                second + " text", second + " integer", second + " text, more date", second + " text COLLATE \"C\"");
        Element element = type(
                "composite",
                space,
                name,
                List.of(fixed ? 1 : seconds.size()),
                (s, e) -> "CREATE TYPE " + name + " AS (" + first + " integer, " + seconds.get(s.dial(e, 0)) + ")");
        if (fixed) {
            universe.commentable(element, "COLUMN " + name + "." + second);
            families.add(new Family("composite", List.of(name), n -> "'(1,b)'", false, Optional.of(element)));
        } else {
            changing.add(element);
            changingNames.add(name);
        }
    }

    private void addRange() {
        Space space = universe.any(spaces);
        String name = space.name() + "." + universe.name("span");
        String multirange = space.name() + "." + universe.name("spans");
        Element element = type(
                "range",
                space,
                name,
                List.of(),
                (s, e) -> "CREATE TYPE " + name
                        + " AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi"
                        + s.since(14, ", MULTIRANGE_TYPE_NAME = " + multirange, "") + ")");
        families.add(new Family("range", List.of(name), n -> "'[1,2)'", false, Optional.of(element)));
    }

    private void addCollation() {
        Space space = universe.any(spaces);
        String name = space.name() + "." + universe.name("sorting");
        Element element = universe.add(
                "collation " + name,
                List.of(space.element()),
                List.of(),
                (s, e) -> "CREATE COLLATION " + name + " (PROVIDER = icu, LOCALE = 'de-u-co-phonebk')");
        universe.commentable(element, "COLLATION " + name);
        collations.add(new Collation(element, name));
    }

    private void addSequence() {
        Space space = universe.any(spaces);
        String name = space.name() + "." + universe.name("counter");
        List<String> options =
                List.of("", " INCREMENT 5", " MINVALUE -10 MAXVALUE 1000000", " CACHE 7 CYCLE", " START 100");
        Element element = universe.add(
                "sequence " + name,
                List.of(space.element()),
                List.of(options.size(), 2),
                (s, e) -> "CREATE " + (s.dial(e, 1) == 0 ? "" : s.since(15, "UNLOGGED ", "")) + "SEQUENCE " + name
                        + options.get(s.dial(e, 0)));
        universe.commentable(element, "SEQUENCE " + name);
        sequences.add(new Sequence(element, name));
    }
}
