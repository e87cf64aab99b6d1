package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Extension;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.dialect.Dialect;
import dev.countersign.source.LoadedState;
import dev.countersign.source.SqlScript;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which versions of extensions two states are compared by. A script that says a version means it, also where the dev database has only another one; what
 * it leaves to the server says nothing when servers of two major versions read the states.
 *
 * @param current the current state with the versions that count
 * @param desired the desired state with the versions that count
 * @param pinned extensions whose version the desired state says
 * @param uncompared for each extension whose version is not compared, what it is on either server
 */
record ExtensionVersions(
        Catalog current, Catalog desired, Set<ObjectRef> pinned, SortedMap<String, String> uncompared) {

    /**
     * @param left the current state's catalog as it is compared otherwise
     * @param right the desired state's catalog as it is compared otherwise
     * @param differ whether servers of different major versions read them
     */
    static ExtensionVersions of(
            Dialect dialect, LoadedState current, Catalog left, LoadedState desired, Catalog right, boolean differ) {
        SortedMap<String, String> before = versions(left);
        SortedMap<String, String> after = versions(right);
        Map<String, String> saidBefore = said(dialect, current);
        Map<String, String> saidAfter = said(dialect, desired);
        SortedMap<String, String> uncompared = new TreeMap<>();
        for (String name : Set.copyOf(before.keySet())) {
            String here = before.get(name);
            String there = after.get(name);
            if (there == null || here.isEmpty() || there.isEmpty()) {
                continue;
            }
            String wantedHere = saidBefore.getOrDefault(name, here);
            String wantedThere = saidAfter.getOrDefault(name, there);
            boolean unsaid = !saidBefore.containsKey(name) && !saidAfter.containsKey(name);
            boolean unknown = differ && unsaid && !here.equals(there);
            if (unknown) {
                uncompared.put(
                        name,
                        here + " on version " + Spelling.major(left) + ", " + there + " on version "
                                + Spelling.major(right));
            }
            // both have to be made on the dev database, which has the version of what it read
            String made = current.script().isPresent() ? here : there;
            boolean same = unknown || wantedHere.equals(wantedThere);
            before.put(name, same ? made : wantedHere);
            after.put(name, same ? made : wantedThere);
        }
        saidAfter.forEach((name, version) -> {
            if (!before.containsKey(name)) {
                after.computeIfPresent(name, (n, read) -> read.isEmpty() ? read : version);
            }
        });
        Set<ObjectRef> pinned = right.all(Extension.class).stream()
                .map(Extension::ref)
                .filter(ref -> saidAfter.containsKey(ref.name()))
                .collect(Collectors.toSet());
        return new ExtensionVersions(with(left, before), with(right, after), pinned, uncompared);
    }

    private static Map<String, String> said(Dialect dialect, LoadedState state) {
        Optional<SqlScript> script = state.script();
        return script.map(s -> dialect.scripts()
                        .extensionVersions(s.statements().stream()
                                .map(SqlScript.Placed::statement)
                                .toList()))
                .orElse(Map.of());
    }

    private static SortedMap<String, String> versions(Catalog catalog) {
        SortedMap<String, String> versions = new TreeMap<>();
        catalog.all(Extension.class)
                .forEach(extension -> versions.put(extension.ref().name(), extension.version()));
        return versions;
    }

    private static Catalog with(Catalog catalog, Map<String, String> versions) {
        if (versions(catalog).equals(versions)) {
            return catalog;
        }
        List<SchemaObject> objects = catalog.objects().values().stream()
                .map(object -> object instanceof Extension extension
                        ? extension.withVersion(versions.get(extension.ref().name()))
                        : object)
                .toList();
        return catalog.with(objects, catalog.dependencies(), catalog.uncompared());
    }
}
