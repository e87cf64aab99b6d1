package dev.countersign.rule;

import com.google.re2j.Pattern;
import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** How an attribute is compared. Nothing is greater, less or contained in something that is absent. */
enum Operator {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE,
    EQ_FOLD,
    CONTAINS,
    CONTAINS_FOLD,
    IN,
    MATCH;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
        return List.of(values()).stream().map(Operator::word).toList();
    }

    static Optional<Operator> of(String word) {
        return List.of(values()).stream().filter(o -> o.word().equals(word)).findFirst();
    }

    /**
     * Whether the comparison holds.
     *
     * @param patterns compiles regular expressions
     */
    boolean holds(HclValue left, HclValue right, Function<String, Pattern> patterns) {
        return switch (this) {
            case EQ -> same(left, right, false);
            case NE -> !same(left, right, false);
            case LT -> order(left, right).filter(o -> o < 0).isPresent();
            case LE -> order(left, right).filter(o -> o <= 0).isPresent();
            case GT -> order(left, right).filter(o -> o > 0).isPresent();
            case GE -> order(left, right).filter(o -> o >= 0).isPresent();
            case EQ_FOLD -> same(left, right, true);
            case CONTAINS -> contains(left, right, false);
            case CONTAINS_FOLD -> contains(left, right, true);
            case IN -> contains(right, left, false);
            case MATCH ->
                Conversions.text(left)
                        .filter(text -> Conversions.text(right)
                                .filter(p -> patterns.apply(p).matcher(text).find())
                                .isPresent())
                        .isPresent();
        };
    }

    /** Why two values cannot be compared in this way, which is no answer of either kind; as a clause. What is absent can be compared with everything. */
    Optional<String> cannot(HclValue left, HclValue right) {
        boolean absent = left == HclValue.Null.NULL;
        boolean possible = switch (this) {
            case EQ, NE, EQ_FOLD, CONTAINS, CONTAINS_FOLD -> true;
            case LT, LE, GT, GE ->
                right != HclValue.Null.NULL && (absent || order(left, right).isPresent());
            case IN -> right instanceof HclValue.Items;
            case MATCH -> right instanceof HclValue.Text;
        };
        return possible
                ? Optional.empty()
                : Optional.of(
                        "\"" + word() + "\" does not compare " + left.typeName() + " with this " + right.typeName());
    }

    private static boolean same(HclValue left, HclValue right, boolean fold) {
        if (left.equals(right)) {
            return true;
        }
        Optional<String> a = Conversions.text(left);
        Optional<String> b = Conversions.text(right);
        return a.isPresent() && b.isPresent() && (fold ? a.get().equalsIgnoreCase(b.get()) : a.equals(b));
    }

    private static boolean contains(HclValue whole, HclValue part, boolean fold) {
        if (whole instanceof HclValue.Items(List<HclValue> items)) {
            return items.stream().anyMatch(item -> same(item, part, fold));
        }
        Optional<String> text = Conversions.text(whole);
        Optional<String> wanted = Conversions.text(part);
        if (text.isEmpty() || wanted.isEmpty()) {
            return false;
        }
        return fold
                ? text.get().toLowerCase(Locale.ROOT).contains(wanted.get().toLowerCase(Locale.ROOT))
                : text.get().contains(wanted.get());
    }

    private static Optional<Integer> order(HclValue left, HclValue right) {
        Optional<BigDecimal> a = Conversions.number(left);
        Optional<BigDecimal> b = Conversions.number(right);
        if (a.isPresent() && b.isPresent()) {
            return Optional.of(a.get().compareTo(b.get()));
        }
        return left instanceof HclValue.Text(String l) && right instanceof HclValue.Text(String r)
                ? Optional.of(l.compareTo(r))
                : Optional.empty();
    }
}
