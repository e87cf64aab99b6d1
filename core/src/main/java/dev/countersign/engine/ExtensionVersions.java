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
        for (String name : inBoth(before, after)) {
            Versions versions = new Versions(
                    before.get(name),
                    after.get(name),
                    Optional.ofNullable(saidBefore.get(name)),
                    Optional.ofNullable(saidAfter.get(name)),
                    differ);
            if (versions.areIncomparable()) {
                uncompared.put(
                        name,
                        versions.here() + " on version " + Spelling.major(left) + ", " + versions.there()
                                + " on version " + Spelling.major(right));
            }
            // both have to be made on the dev database, which has the version of what it read
            String made = current.script().isPresent() ? versions.here() : versions.there();
            before.put(name, versions.areTheSame() ? made : versions.wantedHere());
            after.put(name, versions.areTheSame() ? made : versions.wantedThere());
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

    /**
     * The versions of an extension that both states have.
     *
     * @param here what is installed in the current state
     * @param there what is installed in the desired state
     * @param saidHere what the current state's script says
     * @param saidThere what the desired state's script says
     * @param serversDiffer whether servers of different major versions read them
     */
    private record Versions(
            String here, String there, Optional<String> saidHere, Optional<String> saidThere, boolean serversDiffer) {
        String wantedHere() {
            return saidHere.orElse(here);
        }

        String wantedThere() {
            return saidThere.orElse(there);
        }

        /** Each server has versions of its own, and nobody says which one is meant. */
        boolean areIncomparable() {
            return serversDiffer && saidHere.isEmpty() && saidThere.isEmpty() && !here.equals(there);
        }

        boolean areTheSame() {
            return areIncomparable() || wantedHere().equals(wantedThere());
        }
    }

    /** The extensions of which both states know a version. */
    private static List<String> inBoth(Map<String, String> before, Map<String, String> after) {
        return before.keySet().stream()
                .filter(name -> !before.get(name).isEmpty()
                        && !after.getOrDefault(name, "").isEmpty())
                .toList();
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
