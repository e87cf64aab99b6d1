package dev.countersign.app.connect;

import java.util.Optional;
import java.util.regex.Pattern;

/** Takes the password out of a state's URL; a URL that had one asks for it the next time. */
final class UrlWithoutPassword {
    private static final Pattern LOCAL = Pattern.compile("(?:file|env|embedded)://.*", Pattern.DOTALL);
    private static final Pattern USER_INFO = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*://[^:/?#@]*):[^/?#]*@");
    /** A reference says where the password is and is none itself. */
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)([?&])password=(?!(?:prompt|pgpass|env:[^&#]*)(?:[&#]|$))[^&#]*");

    private static final Pattern OTHER_SECRET =
            Pattern.compile("(?i)[?&](?!password=)[^=&#]*(?:pass(?:word|phrase|wd)?|pwd|secret|token)=[^&#]*");
    private static final String HOST = "(?:\\[[0-9a-fA-F:.%]+]|[^:@/?#,\\[\\]]*)(?::\\d+)?";
    /** What is left of an address without password; anything else may be a password that was not written as one must. */
    private static final Pattern CLEAN =
            Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://(?:[^:@/?#]*@)?" + HOST + "(?:," + HOST + ")*(?:[/?#][^@]*)?");

    private UrlWithoutPassword() {}

    /** The URL to keep; empty when it cannot be told where its password ends. Text that is no URL is a file's path and is kept. */
    static Optional<String> of(String url) {
        if (!url.contains("://") || LOCAL.matcher(url).matches()) {
            return Optional.of(url);
        }
        String withoutUserInfo = USER_INFO.matcher(url).replaceFirst("$1@");
        boolean asks = !withoutUserInfo.equals(url);
        String named = PARAMETER.matcher(withoutUserInfo).replaceAll("$1password=prompt");
        String kept = OTHER_SECRET.matcher(named).replaceAll("");
        if (!kept.contains("?") && kept.contains("&")) {
            kept = kept.replaceFirst("&", "?");
        }
        if (asks && !kept.contains("password=")) {
            kept = kept + (kept.contains("?") ? "&" : "?") + "password=prompt";
        }
        return CLEAN.matcher(kept).matches() ? Optional.of(kept) : Optional.empty();
    }
}
