package dev.countersign.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An object that is compared by the statements that make it: kinds whose inside needs no understanding of ours (rules, statistics objects, casts, range
 * types, ...) and objects that could not be taken apart.
 *
 * @param create the complete statement that makes it, without a final semicolon; parts that are {@linkplain Part#separate() separate} follow it
 * @param drop the complete statement that drops it, without a final semicolon: {@code DROP} and what {@code COMMENT ON} calls the object
 * @param owner the table or other object with which it goes, if any
 * @param fixed what only making it anew can change; the same as {@code create} where nothing can be changed in place
 * @param parts what has a statement of its own to change it, by name
 */
public record DefinedObject(
        ObjectRef ref,
        String create,
        String drop,
        Optional<ObjectRef> owner,
        String fixed,
        List<Part> parts,
        Optional<String> comment)
        implements SchemaObject {
    public DefinedObject {
        parts = parts.stream().sorted(Comparator.comparing(Part::name)).toList();
    }

    /** An object of which nothing but the comment can be changed in place. */
    public DefinedObject(
            ObjectRef ref, String create, String drop, Optional<ObjectRef> owner, Optional<String> comment) {
        this(ref, create, drop, owner, create, List.of(), comment);
    }

    /** The same, dropped by another statement, as it must be when a name in it changed. */
    public DefinedObject droppedBy(String statement) {
        return new DefinedObject(ref, create, statement, owner, fixed, parts, comment);
    }

    /** Every statement that makes it, the comment's left out, none with a final semicolon. */
    public List<String> statements() {
        return Stream.concat(
                        Stream.of(create), parts.stream().filter(Part::separate).map(Part::add))
                .toList();
    }

    /**
     * Something about an object that a statement can change while the object stays. Statements are without a final semicolon.
     *
     * @param add adds it to an object that does not have it
     * @param change gives an object that has it with another value this one; empty when it must be removed and added
     * @param remove takes it away; empty when there is nothing to do
     * @param separate whether the statement that makes the object leaves it out
     * @param secret whether the value is a secret: it was never read, the statements carry a stand-in, and a plan must not contain them
     */
    public record Part(String name, String add, String change, String remove, boolean separate, boolean secret) {

        /** How a part is taken away says nothing of what it is: servers of different age have different standards to go back to. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Part part
                    && name.equals(part.name)
                    && add.equals(part.add)
                    && change.equals(part.change)
                    && separate == part.separate
                    && secret == part.secret;
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, add, change, separate, secret);
        }

        /** A part that the object's own statement already says. */
        public static Part within(String name, String add, String change, String remove) {
            return new Part(name, add, change, remove, false, false);
        }

        /** A part that needs a statement of its own from the start. */
        public static Part apart(String name, String add, String change, String remove) {
            return new Part(name, add, change, remove, true, false);
        }
    }
}
