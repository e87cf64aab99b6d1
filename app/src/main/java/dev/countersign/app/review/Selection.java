package dev.countersign.app.review;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.lint.Diagnostic;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/** What the reviewer looks at: an object, a statement of the plan, a finding. The panes follow it and change it. */
public final class Selection {
    private final ObjectProperty<Optional<ObjectRef>> object = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Optional<Integer>> statement = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Optional<Diagnostic>> finding = new SimpleObjectProperty<>(Optional.empty());

    /** The changed object or column, under the identity of its change. */
    public ObjectProperty<Optional<ObjectRef>> objectProperty() {
        return object;
    }

    /** The statement's number. */
    public ObjectProperty<Optional<Integer>> statementProperty() {
        return statement;
    }

    /** The finding. */
    public ObjectProperty<Optional<Diagnostic>> findingProperty() {
        return finding;
    }

    /** Looks at nothing. */
    public void clear() {
        object.set(Optional.empty());
        statement.set(Optional.empty());
        finding.set(Optional.empty());
    }
}
