package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Schema;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.ddl.HclText;
import dev.countersign.dialect.Dialect;
import dev.countersign.plan.PlanOptions;
import dev.countersign.plan.Planner;
import dev.countersign.review.StateInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A schema state that was read by itself. Its texts are made when they are asked for, each time anew: of a large state, one can take longer than reading it. */
public final class Inspection {
    private final StateInfo info;
    private final Catalog catalog;
    private final Dialect dialect;
    private final Planner planner;
    private final List<String> notices;
    private final List<String> notEvaluated;

    /**
     * @param dialect compares the state with an empty one, and writes it
     * @param planner plans everything, whatever a filter would guard
     */
    Inspection(
            StateInfo info,
            Catalog catalog,
            Dialect dialect,
            Planner planner,
            List<String> notices,
            List<String> notEvaluated) {
        this.info = info;
        this.catalog = catalog;
        this.dialect = dialect;
        this.planner = planner;
        this.notices = List.copyOf(notices);
        this.notEvaluated = List.copyOf(notEvaluated);
    }

    /** The same state with other words about it. */
    Inspection worded(UnaryOperator<String> words) {
        return new Inspection(
                info,
                catalog,
                dialect,
                planner,
                notices.stream().map(words).toList(),
                notEvaluated.stream().map(words).toList());
    }

    /** What it is, for people. */
    public StateInfo info() {
        return info;
    }

    /** Everything in it, and what was seen and is not compared. */
    public Catalog catalog() {
        return catalog;
    }

    /** What was asked and had no effect, such as a filter pattern that matches nothing; one sentence each. */
    public List<String> notices() {
        return notices;
    }

    /** What the state's files say that has no effect, one sentence each. */
    public List<String> notEvaluated() {
        return notEvaluated;
    }

    /**
     * Statements that make the state from nothing, in an order that works.
     *
     * @throws dev.countersign.plan.UnplannableException when it holds what no statement can make, such as a secret
     */
    public String sql() {
        return planner.plan(dialect.diff(inEveryDatabase(), catalog, List.of()), PlanOptions.everything())
                .script();
    }

    /** The state in the schema language, and what that cannot say. */
    public HclText hcl() {
        return dialect.schemaLanguage().write(catalog);
    }

    /** The state as JSON text: every object with all its attributes, in order of identity. */
    public String json() {
        return new CatalogJson().write(this);
    }

    /** What a new database brings by itself and needs no statement, without comments of somebody's own on it. */
    private Catalog inEveryDatabase() {
        List<SchemaObject> given = catalog.objects().values().stream()
                .filter(o -> dialect.inEveryDatabase(o.ref()))
                .map(o -> o instanceof Schema schema ? new Schema(schema.ref(), Optional.empty()) : o)
                .toList();
        return new Catalog(catalog.dialect(), catalog.serverVersion(), given, List.of(), List.of());
    }
}
