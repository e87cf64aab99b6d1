package dev.countersign.app.task;

import dev.countersign.plan.UnplannableException;
import dev.countersign.progress.CountersignException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Something that went wrong, for people.
 *
 * @param sentence what happened, to what, what now
 * @param details what support would want to know; holds no password and no key
 * @param ours whether it is a fault of the program and not of its surroundings
 */
public record Problem(String sentence, String details, boolean ours) {
    private static final Pattern URL_PASSWORD = Pattern.compile("(://[^\\s:/@]*:)[^\\s@]*@");
    private static final Pattern NAMED_SECRET = Pattern.compile(
            "(?i)([a-z_]*(?:pass(?:word|phrase)?|pwd|secret|token))(\\s*[=:]\\s*)('[^']*'|\"[^\"]*\"|[^\\s,;&]+)");
    private static final int FRAMES = 12;

    /** The problem that a failure is. */
    public static Problem of(Throwable failure) {
        return switch (failure) {
            case UnplannableException unplannable ->
                new Problem(String.join(" ", unplannable.reasons()), details(failure), false);
            case CountersignException known -> new Problem(withoutSecrets(known.getMessage()), details(failure), false);
            default ->
                new Problem(
                        "An unexpected " + failure.getClass().getSimpleName()
                                + " stopped the work. Copy the details and report them; nothing was changed.",
                        details(failure),
                        true);
        };
    }

    /** The text without passwords in URLs and without values that are named like secrets. */
    public static String withoutSecrets(String text) {
        return NAMED_SECRET
                .matcher(URL_PASSWORD.matcher(text).replaceAll("$1***@"))
                .replaceAll("$1$2***");
    }

    private static String details(Throwable failure) {
        List<String> lines = new ArrayList<>();
        lines.add("Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.version"));
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            lines.add(cause.getClass().getName() + ": " + cause.getMessage());
            StackTraceElement[] trace = cause.getStackTrace();
            for (int i = 0; i < Math.min(FRAMES, trace.length); i++) {
                lines.add("    at " + trace[i]);
            }
        }
        return withoutSecrets(String.join("\n", lines));
    }
}
