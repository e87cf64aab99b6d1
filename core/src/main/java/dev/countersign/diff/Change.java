package dev.countersign.diff;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import java.util.List;

/**
 * One difference between the current and the desired state. Tables are compared column by column; constraints, indexes, triggers and policies are
 * objects of their own.
 */
public sealed interface Change {

    /** The object or column that changes, under its name in the current state; for additions under its desired name. */
    ObjectRef ref();

    /** What happens to it. */
    Verb verb();

    /** What a change does; the words of Atlas's {@code diff.skip}. */
    enum Verb {
        ADD,
        DROP,
        MODIFY,
        RENAME
    }

    /** The kind of object that changes. */
    default ObjectKind kind() {
        return ref().kind();
    }

    /** The object is only in the desired state. */
    record AddObject(SchemaObject object) implements Change {
        @Override
        public ObjectRef ref() {
            return object.ref();
        }

        @Override
        public Verb verb() {
            return Verb.ADD;
        }
    }

    /** The object is only in the current state. */
    record DropObject(SchemaObject object) implements Change {
        @Override
        public ObjectRef ref() {
            return object.ref();
        }

        @Override
        public Verb verb() {
            return Verb.DROP;
        }
    }

    /**
     * The object is in both states and differs in the named record components (for tables: other than {@code columns}). After a rename
     * {@code current} still carries its old identity.
     */
    record ModifyObject(SchemaObject current, SchemaObject desired, List<String> attributes) implements Change {
        public ModifyObject {
            attributes = List.copyOf(attributes);
        }

        @Override
        public ObjectRef ref() {
            return current.ref();
        }

        @Override
        public Verb verb() {
            return Verb.MODIFY;
        }
    }

    /** The object keeps its contents and gets another name. */
    record RenameObject(SchemaObject current, ObjectRef newRef) implements Change {
        @Override
        public ObjectRef ref() {
            return current.ref();
        }

        @Override
        public Verb verb() {
            return Verb.RENAME;
        }
    }

    /** The table has a new column. {@code table} is the table's desired identity. */
    record AddColumn(ObjectRef table, Column column) implements Change {
        @Override
        public ObjectRef ref() {
            return ObjectRef.column(table, column.name());
        }

        @Override
        public Verb verb() {
            return Verb.ADD;
        }
    }

    /** The table loses a column. {@code table} is the table's current identity. */
    record DropColumn(ObjectRef table, Column column) implements Change {
        @Override
        public ObjectRef ref() {
            return ObjectRef.column(table, column.name());
        }

        @Override
        public Verb verb() {
            return Verb.DROP;
        }
    }

    /** The column differs in the named record components (never {@code name}). {@code table} is the table's current identity. */
    record ModifyColumn(ObjectRef table, Column current, Column desired, List<String> attributes) implements Change {
        public ModifyColumn {
            attributes = List.copyOf(attributes);
        }

        @Override
        public ObjectRef ref() {
            return ObjectRef.column(table, current.name());
        }

        @Override
        public Verb verb() {
            return Verb.MODIFY;
        }
    }

    /** The column keeps its contents and gets another name. {@code table} is the table's current identity. */
    record RenameColumn(ObjectRef table, Column current, String newName) implements Change {
        @Override
        public ObjectRef ref() {
            return ObjectRef.column(table, current.name());
        }

        @Override
        public Verb verb() {
            return Verb.RENAME;
        }
    }
}
