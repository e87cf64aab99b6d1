package dev.countersign.postgres.oracle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Everything that the two schemas of a random pair may hold, in an order in which it can be made. The same seed gives the same universe; on an older server
 * something older stands where it would have what only newer ones know.
 */
final class Universe {
    private final List<Element> elements = new ArrayList<>();
    private final Set<Element> fixed = new HashSet<>();
    private final Set<Element> linked = new HashSet<>();
    private final List<Commentable> commentables = new ArrayList<>();
    private final Random random;
    private final int major;
    private final HostileNames names;
    private final TableElements tables;

    /** Something that {@code COMMENT ON} takes. */
    private record Commentable(Element element, String target) {}

    /** @param major the version of the server that will be asked to make it */
    Universe(long seed, int major) {
        this.random = new Random(seed);
        this.major = major;
        this.names = new HostileNames(random);
        List<Space> spaces = new ArrayList<>();
        spaces.add(new Space("public", new Element("schema public", List.of(), List.of(), s -> true, (s, e) -> "")));
        elements.add(spaces.getFirst().element());
        fix(spaces.getFirst().element());
        for (int i = 0; i < 1 + random.nextInt(2); i++) {
            String name = HostileNames.quote(names.next("schema"));
            spaces.add(new Space(name, add("schema " + name, List.of(), List.of(), (s, e) -> "CREATE SCHEMA " + name)));
            commentable(spaces.getLast().element(), "SCHEMA " + name);
        }
        TypeElements types = new TypeElements(this, spaces);
        RoutineElements routines = new RoutineElements(this, spaces, types);
        this.tables = new TableElements(this, spaces, types, routines);
        ConstraintElements.addTo(this, tables);
        ViewElements views = new ViewElements(this, spaces, tables);
        AttachedElements.addTo(this, spaces, tables, views, routines);
        for (Commentable commentable : commentables) {
            if (random.nextInt(3) == 0) {
                comment(commentable);
            }
        }
    }

    /** A schema of the database. */
    record Space(String name, Element element) {}

    List<Element> elements() {
        return elements;
    }

    List<TableElements.Table> tables() {
        return tables.tables();
    }

    /** Whether the server is of that version or a newer one. */
    boolean knows(int version) {
        return major >= version;
    }

    /** The text for servers of that version and newer ones, and the one for older servers. */
    String since(int version, String text, String before) {
        return knows(version) ? text : before;
    }

    Random random() {
        return random;
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** A new identifier, quoted. */
    String name(String plain) {
        return HostileNames.quote(names.next(plain));
    }

    Element add(String label, List<Element> needs, List<Integer> dials, Element.Text text) {
        return add(label, needs, dials, s -> true, text);
    }

    Element add(
            String label, List<Element> needs, List<Integer> dials, Predicate<Sketch> condition, Element.Text text) {
        Element element = new Element(label, needs, dials, condition, text);
        elements.add(element);
        return element;
    }

    /** Adds what is always there when its owner is: it neither comes nor goes by itself. */
    void addPart(Element owner, Predicate<Sketch> condition, Element.Text text) {
        fix(add("part of " + owner, List.of(owner), List.of(), condition, text));
    }

    /** Keeps the element from coming or going by itself. */
    void fix(Element element) {
        fixed.add(element);
    }

    /** Notes that a foreign key may lead from or to the table. */
    void link(Element table) {
        linked.add(table);
    }

    /** Whether a foreign key may lead from or to the table: the server checks keys as the owner, whom forced security would blind. */
    boolean isLinked(Element table) {
        return linked.contains(table);
    }

    /** Whether the element neither comes nor goes by itself. */
    boolean isPart(Element element) {
        return fixed.contains(element);
    }

    /** Notes that the element may get a comment. */
    void commentable(Element element, String target) {
        commentables.add(new Commentable(element, target));
    }

    private void comment(Commentable commentable) {
        List<String> texts = List.of("'plain'", "'it''s'", "E'two\\nlines'", "'日本 $$ \\ \"'");
        add(
                "comment on " + commentable.target(),
                List.of(commentable.element()),
                List.of(texts.size()),
                (s, e) -> "COMMENT ON " + commentable.target() + " IS " + texts.get(s.dial(e, 0)));
    }
}
