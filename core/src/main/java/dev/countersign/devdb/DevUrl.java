package dev.countersign.devdb;

import dev.countersign.progress.CountersignException.ExitCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A dev database URL cut in pieces. It may hold a password, so {@link #toString} shows only the scheme.
 *
 * @param text the whole URL
 * @param scheme in lower case, e.g. {@code embedded}
 * @param product the word after {@code ://}, e.g. {@code postgres}; for server URLs user, host and port
 * @param path the pieces of the path, e.g. {@code 18}
 * @param query what follows the question mark, or empty
 */
public record DevUrl(String text, String scheme, String product, List<String> path, String query) {
    public DevUrl {
        path = List.copyOf(path);
    }

    /**
     * @throws DevDatabaseException when it is not a URL
     */
    public static DevUrl parse(String text) {
        int colon = text.indexOf("://");
        if (colon <= 0) {
            throw new DevDatabaseException(
                    ExitCode.USAGE, "The dev database URL has no scheme; write for instance embedded://postgres/18.");
        }
        String rest = text.substring(colon + 3);
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        String[] pieces = (question < 0 ? rest : rest.substring(0, question)).split("/", -1);
        List<String> path =
                Arrays.stream(pieces).skip(1).filter(piece -> !piece.isEmpty()).toList();
        return new DevUrl(text, text.substring(0, colon).toLowerCase(Locale.ROOT), pieces[0], path, query);
    }

    @Override
    public String toString() {
        return scheme + "://…";
    }
}
