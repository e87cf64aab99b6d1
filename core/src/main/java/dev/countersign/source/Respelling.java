package dev.countersign.source;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.diff.Change;
import dev.countersign.plan.UnplannableException;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Has a dev database spell definitions of a live database of another version. Versions print the same tree in several ways: since 16 PostgreSQL leaves
 * out the table's name before a view's column where there is one table (release notes of 16), and so the same view would look changed. What the server
 * printed is run on the dev database and read from there; only texts are taken from it, and only of objects that are otherwise the same there.
 *
 * @param catalog the live state with the texts of the dev database
 * @param unknown objects whose difference may be one of spelling, because they cannot be made on the dev database as they are
 * @param why what the dev database said against the first of them; empty when it made them, and they are not the same there
 */
public record Respelling(Catalog catalog, SortedSet<ObjectRef> unknown, Optional<String> why) {
    private static final String PHASE = "Comparing definitions of two server versions";

    /** What holds a text that the server prints from a tree, by the names of {@link Change.ModifyObject#attributes()}. */
    private static final Set<String> TEXTS = Set.of(
            "arguments",
            "check",
            "checks",
            "create",
            "defaultExpression",
            "definition",
            "fixed",
            "generated",
            "partitionBy",
            "partitionOf",
            "parts",
            "predicate",
            "query",
            "using");

    /** Kinds of which nothing is printed from a tree, or which are the server's and not the database's. */
    private static final Set<ObjectKind> WITHOUT_TEXTS = Set.of(
            ObjectKind.ROLE,
            ObjectKind.SCHEMA,
            ObjectKind.EXTENSION,
            ObjectKind.SEQUENCE,
            ObjectKind.FOREIGN_DATA_WRAPPER,
            ObjectKind.FOREIGN_SERVER,
            ObjectKind.USER_MAPPING,
            ObjectKind.SUBSCRIPTION);

    /** Nothing is spelled otherwise. */
    public static Respelling none(Catalog catalog) {
        return new Respelling(catalog, new TreeSet<>(), Optional.empty());
    }

    /**
     * Spells what differs between a live state and another one anew.
     *
     * @param whole the dialect that sees everything; empty when the state holds everything
     * @param state a state that was read from a live database
     * @param other what it is compared with
     */
    public static Respelling of(
            DevDatabase devDatabase,
            Dialect dialect,
            Optional<Dialect> whole,
            LoadedState state,
            Catalog other,
            Scope scope,
            Progress progress) {
        Catalog live = state.catalog();
        Catalog some = differing(dialect, live, other);
        if (some.objects().isEmpty()) {
            return none(live);
        }
        return new Attempts(devDatabase, dialect, whole, state, scope, progress).spelled(some);
    }

    /** Makes objects on the dev database; where some cannot be made, in ever smaller parts, so that they keep no others from being spelled. */
    private static final class Attempts {
        private static final int MOST = 32;

        private final DevDatabase devDatabase;
        private final Dialect dialect;
        private final Optional<Dialect> whole;
        private final LoadedState state;
        private final Scope scope;
        private final Progress progress;
        private final List<SchemaObject> made = new ArrayList<>();
        private final SortedSet<ObjectRef> unknown = new TreeSet<>();
        private Optional<String> why = Optional.empty();
        private int attempts;

        Attempts(
                DevDatabase devDatabase,
                Dialect dialect,
                Optional<Dialect> whole,
                LoadedState state,
                Scope scope,
                Progress progress) {
            this.devDatabase = devDatabase;
            this.dialect = dialect;
            this.whole = whole;
            this.state = state;
            this.scope = scope;
            this.progress = progress;
        }

        Respelling spelled(Catalog some) {
            make(some);
            Respelling result =
                    taken(dialect, state.catalog(), some, state.catalog().with(made, List.of(), List.of()));
            SortedSet<ObjectRef> all = new TreeSet<>(result.unknown());
            all.addAll(unknown);
            return new Respelling(result.catalog(), all, why);
        }

        private void make(Catalog some) {
            progress.phase(PHASE, 0, -1);
            attempts++;
            try (ScratchDatabase scratch = devDatabase.create("spelling")) {
                SqlScript script = Rebuilding.script(devDatabase, dialect, whole, state, some, progress);
                new ScriptRunner(dialect).run(PHASE, script, scratch, progress);
                try (Connection connection = scratch.open()) {
                    Catalog there = dialect.inspector().inspect(connection, scope, progress);
                    some.objects().keySet().forEach(ref -> there.find(ref).ifPresent(made::add));
                }
            } catch (UnplannableException | SourceException | SQLException e) {
                progress.checkCancelled();
                List<ObjectRef> refs = List.copyOf(some.objects().keySet());
                if (refs.size() == 1 || attempts >= MOST) {
                    unknown.addAll(refs);
                    why = why.or(() -> Optional.ofNullable(e.getMessage()));
                    return;
                }
                make(part(some, refs.subList(0, refs.size() / 2)));
                make(part(some, refs.subList(refs.size() / 2, refs.size())));
            }
        }
    }

    /** What may be spelled otherwise: all that is not the same in both states. */
    private static Catalog differing(Dialect dialect, Catalog live, Catalog other) {
        Set<ObjectRef> refs = new LinkedHashSet<>();
        for (Change change : dialect.diff(live, other, List.of()).changes()) {
            ObjectRef ref = owner(change);
            if (change.verb() != Change.Verb.ADD && !WITHOUT_TEXTS.contains(ref.kind())) {
                live.find(ref)
                        .filter(object -> !(object instanceof AccessRule))
                        .filter(Respelling::holdsNoSecret)
                        .ifPresent(object -> refs.add(ref));
            }
        }
        return part(live, refs);
    }

    private static Catalog part(Catalog catalog, Collection<ObjectRef> refs) {
        return catalog.with(
                refs.stream().flatMap(ref -> catalog.find(ref).stream()).toList(), List.of(), List.of());
    }

    /** The dev database is given a stand-in for each secret, so what it says of such an object is not what the server says. */
    private static boolean holdsNoSecret(SchemaObject object) {
        return !(object instanceof DefinedObject defined
                && defined.parts().stream().anyMatch(DefinedObject.Part::secret));
    }

    private static ObjectRef owner(Change change) {
        return switch (change) {
            case Change.AddColumn add -> add.table();
            case Change.DropColumn drop -> drop.table();
            case Change.ModifyColumn modify -> modify.table();
            case Change.RenameColumn rename -> rename.table();
            default -> change.ref();
        };
    }

    private static Respelling taken(Dialect dialect, Catalog live, Catalog some, Catalog made) {
        SortedSet<ObjectRef> spelled = new TreeSet<>();
        SortedSet<ObjectRef> unknown = new TreeSet<>();
        for (Change change : dialect.diff(some, made, List.of()).changes()) {
            spelled.add(owner(change));
            if (!isText(change)) {
                unknown.add(owner(change));
            }
        }
        spelled.removeAll(unknown);
        if (spelled.isEmpty()) {
            return new Respelling(live, unknown, Optional.empty());
        }
        List<SchemaObject> objects = new ArrayList<>();
        for (SchemaObject object : live.objects().values()) {
            objects.add(spelled.contains(object.ref()) ? made.find(object.ref()).orElseThrow() : object);
        }
        return new Respelling(
                live.with(objects, new HashSet<>(live.dependencies()), live.uncompared()), unknown, Optional.empty());
    }

    private static boolean isText(Change change) {
        return switch (change) {
            case Change.ModifyObject modify -> TEXTS.containsAll(modify.attributes());
            case Change.ModifyColumn modify -> TEXTS.containsAll(modify.attributes());
            default -> false;
        };
    }
}
