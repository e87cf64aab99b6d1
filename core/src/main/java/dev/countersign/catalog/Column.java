package dev.countersign.catalog;

import java.util.Optional;
import java.util.SortedMap;

/**
 * A table's column.
 *
 * @param type the type with modifiers as the server prints it, schema-qualified where that is needed to find it
 * @param defaultExpression the default as the server prints it; empty for generated and identity columns
 * @param collation the collation when it is not the type's default
 * @param inherited whether the column comes from a parent table or partition root and is not declared here as well
 * @param attributes what only one dialect knows, such as {@code storage}, {@code compression}, {@code statistics}
 */
public record Column(
        String name,
        String type,
        boolean notNull,
        Optional<String> defaultExpression,
        Optional<Generated> generated,
        Optional<Identity> identity,
        Optional<String> collation,
        boolean inherited,
        SortedMap<String, String> attributes,
        Optional<String> comment) {
    public Column {
        attributes = Attributes.copyOf(attributes);
    }

    /** Written out, as in {@link ObjectRef}: a comparison of large catalogs asks it a hundred thousand times, mostly of equal columns. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Column column
                        && name.equals(column.name)
                        && type.equals(column.type)
                        && notNull == column.notNull
                        && defaultExpression.equals(column.defaultExpression)
                        && generated.equals(column.generated)
                        && identity.equals(column.identity)
                        && collation.equals(column.collation)
                        && inherited == column.inherited
                        && attributes.equals(column.attributes)
                        && comment.equals(column.comment);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + type.hashCode();
    }

    /** Whether the value lives in the row: false only for virtual generated columns. */
    public boolean stored() {
        return generated.map(g -> g.storage() == Generated.Storage.STORED).orElse(true);
    }

    /** The same column under another name. */
    public Column withName(String newName) {
        return new Column(
                newName,
                type,
                notNull,
                defaultExpression,
                generated,
                identity,
                collation,
                inherited,
                attributes,
                comment);
    }

    /** The same column with another type. */
    public Column withType(String newType) {
        return new Column(
                name,
                newType,
                notNull,
                defaultExpression,
                generated,
                identity,
                collation,
                inherited,
                attributes,
                comment);
    }

    /** The same column, for which NULL is a value or is not. */
    public Column withNotNull(boolean newNotNull) {
        return new Column(
                name,
                type,
                newNotNull,
                defaultExpression,
                generated,
                identity,
                collation,
                inherited,
                attributes,
                comment);
    }

    /** The same column with a default, or without one where it is empty. */
    public Column withDefault(Optional<String> newDefault) {
        return new Column(
                name, type, notNull, newDefault, generated, identity, collation, inherited, attributes, comment);
    }

    /** The same column as an ordinary one: its values stay, what made them does not. */
    public Column withoutExpression() {
        return new Column(
                name,
                type,
                notNull,
                defaultExpression,
                Optional.empty(),
                identity,
                collation,
                inherited,
                attributes,
                comment);
    }

    /** The same column with these attributes instead of its own. */
    public Column withAttributes(SortedMap<String, String> newAttributes) {
        return new Column(
                name,
                type,
                notNull,
                defaultExpression,
                generated,
                identity,
                collation,
                inherited,
                newAttributes,
                comment);
    }

    /** The same column with this comment, or without one where it is empty. */
    public Column withComment(Optional<String> newComment) {
        return new Column(
                name,
                type,
                notNull,
                defaultExpression,
                generated,
                identity,
                collation,
                inherited,
                attributes,
                newComment);
    }

    /** The same column as an heir has it that declares nothing of its own: numbers that the server gives are given by the table it comes from. */
    public Column asInherited() {
        return new Column(
                name,
                type,
                notNull,
                defaultExpression,
                generated,
                Optional.empty(),
                collation,
                true,
                attributes,
                comment);
    }
}
