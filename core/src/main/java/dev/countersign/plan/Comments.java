package dev.countersign.plan;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Comments in scripts. */
final class Comments {
    /** Names are written by others: one with a line break in it must not become a statement. */
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}]+");

    private Comments() {}

    /** One line, with its line break. */
    static String line(String text) {
        return "-- " + BREAKS.matcher(text).replaceAll(" ") + "\n";
    }

    /** A script below sentences that are about the whole of it; an empty line keeps them from being about its first statement. */
    static String above(List<String> sentences, String script) {
        if (sentences.isEmpty()) {
            return script;
        }
        String head = sentences.stream().map(Comments::line).collect(Collectors.joining());
        return script.isEmpty() ? head : head + "\n" + script;
    }
}
