package dev.countersign.samples;

import dev.countersign.hcl.SourceRange;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Wrong spellings of names, as people type them. */
public final class Misspelling {
    private Misspelling() {}

    /** A letter less, two letters swapped, another case, one more. */
    public static Set<String> of(String name) {
        Set<String> wrong = new LinkedHashSet<>();
        int middle = name.length() / 2;
        wrong.add(name.substring(0, middle) + name.substring(middle + 1));
        wrong.add(name.substring(0, middle - 1)
                + name.charAt(middle)
                + name.charAt(middle - 1)
                + name.substring(middle + 1));
        wrong.add(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
        wrong.add(name.endsWith("s") ? name.substring(0, name.length() - 1) : name + "s");
        wrong.remove(name);
        return wrong;
    }

    /** The text with the wrong name where the right one stood. */
    public static String in(String text, SourceRange range, String wrong) {
        return text.substring(0, range.offset()) + wrong + text.substring(range.end());
    }
}
