package dev.countersign.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The name of an attribute or block in a text, which can be spelt wrong.
 *
 * @param around the blocks it stands in, from the outermost
 * @param range where it stands
 */
public record WrittenName(List<HclBlock> around, String name, boolean block, SourceRange range) {

    /** Every name of a text, which must be without syntax errors. */
    public static List<WrittenName> in(HclSource source) {
        HclFile file = HclFile.parse(source);
        assertThat(file.problems()).isEmpty();
        List<WrittenName> names = new ArrayList<>();
        add(List.of(), file.body(), names);
        return names;
    }

    private static void add(List<HclBlock> around, HclBody body, List<WrittenName> names) {
        // the names of locals are the author's own
        if (around.isEmpty() || !around.getLast().type().equals("locals")) {
            body.attributes().forEach(a -> names.add(new WrittenName(around, a.name(), false, a.nameRange())));
        }
        for (HclBlock block : body.blocks()) {
            names.add(new WrittenName(around, block.type(), true, block.typeRange()));
            List<HclBlock> inside = new ArrayList<>(around);
            inside.add(block);
            add(List.copyOf(inside), block.body(), names);
        }
    }

    /** A letter less, two letters swapped, another case, one more. */
    public Set<String> misspellings() {
        return misspellings(name);
    }

    /** A letter less, two letters swapped, another case, one more. */
    public static Set<String> misspellings(String name) {
        Set<String> wrong = new LinkedHashSet<>();
        int middle = name.length() / 2;
        wrong.add(name.substring(0, middle) + name.substring(middle + 1));
        if (middle > 0) {
            wrong.add(name.substring(0, middle - 1)
                    + name.charAt(middle)
                    + name.charAt(middle - 1)
                    + name.substring(middle + 1));
        }
        wrong.add(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
        wrong.add(name.endsWith("s") ? name.substring(0, name.length() - 1) : name + "s");
        wrong.remove(name);
        wrong.remove("");
        return wrong;
    }

    /** The text with another name here. */
    public String with(String wrong) {
        String text = range.source().text();
        return text.substring(0, range.offset()) + wrong + text.substring(range.end());
    }
}
