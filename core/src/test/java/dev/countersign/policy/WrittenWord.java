package dev.countersign.policy;

import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A word of a text that means something and is no name of a block or attribute.
 *
 * @param text the word, without quotes
 * @param range where it stands, without quotes
 */
record WrittenWord(String text, Meaning meaning, SourceRange range) {
    /** What a word does. */
    enum Meaning {
        /** says what a block is */
        LABEL,
        /** is one of those that a setting takes, in any case */
        KEYWORD,
        /** is called */
        FUNCTION,
        /** leads to a value */
        REFERENCE,
        /** sets something by a name that another text declares */
        KEY
    }

    /** Blocks whose first label says what they are. */
    private static final Set<String> LABELLED =
            Set.of("data", "docker", "dev", "check", "diff", "ownership", "rule", "predicate", "test");

    /** In a trust folder a rule's label is its own. */
    private static final String ROLES = "roles.hcl";

    /** Attributes of which the keys are declared elsewhere. */
    private static final Set<String> KEYED = Set.of("vars", "require", "owes");

    /** Attributes with quoted words that are a closed set. */
    private static final Set<String> WORDS = Set.of("kind", "distinct");

    static List<WrittenWord> in(HclSource source) {
        List<WrittenWord> words = new ArrayList<>();
        body(HclFile.parse(source).body(), source.name().endsWith(ROLES), words);
        // any word can be a type of SQLite
        words.removeIf(w -> source.name().endsWith(".lt.hcl") && w.meaning() == Meaning.KEYWORD);
        return words;
    }

    private static void body(HclBody body, boolean roles, List<WrittenWord> words) {
        body.attributes().forEach(a -> attribute(a, words));
        for (HclBlock block : body.blocks()) {
            boolean named =
                    LABELLED.contains(block.type()) && !roles || block.type().equals("role");
            if (named && !block.labels().isEmpty()) {
                HclBlock.Label label = block.labels().getFirst();
                words.add(new WrittenWord(label.value(), Meaning.LABEL, unquoted(label.range())));
            }
            body(block.body(), roles, words);
        }
    }

    private static void attribute(HclAttribute attribute, List<WrittenWord> words) {
        boolean keyword = attribute.value() instanceof HclExpression.Name;
        expression(attribute.value(), keyword, words);
        if (KEYED.contains(attribute.name()) && attribute.value() instanceof HclExpression.ObjectLiteral object) {
            object.entries().forEach(e -> literal(e.key(), Meaning.KEY, words));
        }
        if (WORDS.contains(attribute.name()) && attribute.value() instanceof HclExpression.ListLiteral list) {
            list.items().forEach(item -> literal(item, Meaning.KEYWORD, words));
        }
    }

    private static void literal(HclExpression expression, Meaning meaning, List<WrittenWord> words) {
        if (expression instanceof HclExpression.Literal(HclValue.Text(String text), SourceRange range)) {
            words.add(new WrittenWord(text, meaning, unquoted(range)));
        }
    }

    private static void expression(HclExpression expression, boolean keyword, List<WrittenWord> words) {
        switch (expression) {
            case HclExpression.Name(String name, SourceRange range) -> {
                if (!name.equals(HclExpression.Splat.ITEM)) {
                    words.add(new WrittenWord(name, keyword ? Meaning.KEYWORD : Meaning.REFERENCE, range));
                }
            }
            case HclExpression.Attribute attribute -> {
                words.add(new WrittenWord(attribute.name(), Meaning.REFERENCE, attribute.nameRange()));
                expression(attribute.object(), false, words);
            }
            case HclExpression.Call call -> {
                words.add(new WrittenWord(call.function(), Meaning.FUNCTION, call.nameRange()));
                call.arguments().forEach(a -> expression(a, false, words));
            }
            default -> expression.children().forEach(child -> expression(child, false, words));
        }
    }

    private static SourceRange unquoted(SourceRange range) {
        return range.text().startsWith("\"") ? range.source().range(range.offset() + 1, range.end() - 1) : range;
    }

    /** The text with another word here. */
    String with(String wrong) {
        String all = range.source().text();
        return all.substring(0, range.offset()) + wrong + all.substring(range.end());
    }
}
