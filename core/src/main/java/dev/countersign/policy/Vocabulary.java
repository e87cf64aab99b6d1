package dev.countersign.policy;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names that readers of project files understand, by the blocks around them. */
final class Vocabulary {
    /** Labels of data sources say what they hold; other labels are names of the author's own. */
    private static final Pattern DATA = Pattern.compile("data \"([^\"]*)\" \"[^\"]*\"");

    private static final Pattern LABEL = Pattern.compile(" \"[^\"]*\"");

    /** An environment's own blocks know what the blocks of the same names at the top know. */
    private static final Pattern OWN = Pattern.compile("^env\\.(?=(?:diff|lint|deprecation|check|format)\\b)");

    private final SortedSet<String> entries = new TreeSet<>();

    /** Notes a name that is known in the block of that title. */
    void add(String title, String name, boolean block) {
        entries.add(entry(path(title), name, block));
    }

    SortedSet<String> entries() {
        return new TreeSet<>(entries);
    }

    /** The blocks of a title without their labels: {@code env "prod".lint} and {@code lint} are one. */
    static String path(String title) {
        String labelled = DATA.matcher(title).replaceAll("data[$1]");
        return OWN.matcher(LABEL.matcher(labelled).replaceAll("")).replaceFirst("");
    }

    /** {@code lint.destructive.error}, {@code lint.destructive {}}. */
    static String entry(String path, String name, boolean block) {
        return (path.isEmpty() ? "" : path + ".") + name + (block ? " {}" : "");
    }
}
