package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome.Reason;
import dev.countersign.source.LoadedState;
import dev.countersign.source.Respelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two states in one spelling. Servers of different major versions print the same definition in two ways, so what a live one printed is spelled anew by the
 * dev database, which also reads files.
 *
 * @param current the current state as it is compared
 * @param desired the desired state as it is compared
 * @param pinned extensions whose version the desired state says
 * @param notices what is not compared, and what may show as a difference that is none, because it could not be spelled anew
 */
record Spelling(Catalog current, Catalog desired, Set<ObjectRef> pinned, List<Reason> notices) {
    private static final int SHOWN = 3;

    static Spelling of(
            DevDatabase devDatabase, Setup setup, LoadedState current, LoadedState desired, Progress progress) {
        Catalog left = current.catalog();
        Catalog right = desired.catalog();
        if (!differ(left, right)) {
            ExtensionVersions versions = ExtensionVersions.of(setup.dialect(), current, left, desired, right, false);
            return new Spelling(versions.current(), versions.desired(), versions.pinned(), List.of());
        }
        Respelling first = respelled(devDatabase, setup, current, right, progress);
        Respelling second = respelled(devDatabase, setup, desired, first.catalog(), progress);
        List<Reason> notices = new ArrayList<>();
        if (current.script().isEmpty() && desired.script().isPresent()) {
            notices.add(elsewhere(major(left), major(right)));
        }
        notice(major(left), major(right), first, second).ifPresent(notices::add);
        ExtensionVersions versions =
                ExtensionVersions.of(setup.dialect(), current, first.catalog(), desired, second.catalog(), true);
        versions.uncompared()
                .forEach((name, version) -> notices.add(new Reason(
                        Reason.Kind.COMPARISON,
                        false,
                        "The version of extension " + name
                                + " is not compared, because each server has versions of its own: " + version + ".")));
        return new Spelling(versions.current(), versions.desired(), versions.pinned(), notices);
    }

    private static Reason elsewhere(String server, String dev) {
        return new Reason(
                Reason.Kind.COMPARISON,
                false,
                "The database is of version " + server
                        + ", and the dev database, which reads files and tries the plan, of version "
                        + dev
                        + ": what the one understands and the other does not is not found. A dev database of version "
                        + server + " finds it (--dev-url).");
    }

    private static Respelling respelled(
            DevDatabase devDatabase, Setup setup, LoadedState state, Catalog other, Progress progress) {
        // what has a script was read by the dev database
        return state.script().isPresent()
                ? Respelling.none(state.catalog())
                : Respelling.of(devDatabase, setup.dialect(), setup.beyond(), state, other, setup.scope(), progress);
    }

    /** Whether servers of different major versions read them. */
    static boolean differ(Catalog current, Catalog desired) {
        String left = major(current);
        String right = major(desired);
        return !left.equals(right) && !left.isEmpty() && !right.isEmpty();
    }

    private static Optional<Reason> notice(String left, String right, Respelling current, Respelling desired) {
        SortedSet<ObjectRef> unknown = new TreeSet<>(current.unknown());
        unknown.addAll(desired.unknown());
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        String names = unknown.stream().limit(SHOWN).map(ObjectRef::toString).collect(Collectors.joining(", "))
                + (unknown.size() > SHOWN ? " and " + (unknown.size() - SHOWN) + " more" : "");
        String why = Stream.of(current.why(), desired.why())
                .flatMap(Optional::stream)
                .findFirst()
                .map(text -> " (" + text + ")")
                .orElse("");
        return Optional.of(new Reason(
                Reason.Kind.COMPARISON,
                false,
                "The current state was read by server version " + left + " and the desired one by version " + right
                        + ", and the dev database could not make these as they are, so that they may show as changes"
                        + " only because the versions spell them differently: " + names + why
                        + ". A dev database of version " + left + " avoids it (--dev-url)."));
    }

    static String major(Catalog catalog) {
        return major(catalog.serverVersion());
    }

    /** The first number of a version in the server's words; empty when it begins with none. */
    static String major(String version) {
        int end = 0;
        while (end < version.length() && Character.isDigit(version.charAt(end))) {
            end++;
        }
        return version.substring(0, end);
    }
}
