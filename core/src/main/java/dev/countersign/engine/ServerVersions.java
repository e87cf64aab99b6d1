package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.review.Outcome.Reason;
import java.util.Optional;

/** What two states read from servers of different major versions can show as a difference that is none. */
final class ServerVersions {
    private ServerVersions() {}

    /** The warning to show, when the versions differ and so the same definition may be spelled in two ways. */
    static Optional<Reason> difference(Catalog current, Catalog desired) {
        String left = major(current);
        String right = major(desired);
        if (left.equals(right) || left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Reason(
                Reason.Kind.COMPARISON,
                false,
                "The current state was read by server version " + left + " and the desired one by version " + right
                        + ": definitions that the versions spell differently, views above all, show as changes."
                        + " A dev database of version " + left + " avoids it (--dev-url)."));
    }

    private static String major(Catalog catalog) {
        String version = catalog.serverVersion();
        int end = 0;
        while (end < version.length() && Character.isDigit(version.charAt(end))) {
            end++;
        }
        return version.substring(0, end);
    }
}
