package dev.countersign.policy;

import com.google.re2j.Pattern;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Recognises variables that carry a secret although nobody marked them, since reviews show and sign variables. */
final class Secrets {

    private static final Set<String> OUTSIDE = Set.of("getenv", "file");
    private static final Pattern URL_WITH_PASSWORD = Pattern.compile("://[^/?#@\\s]*:[^\\s]*@");

    private Secrets() {}

    /** Whether the default comes from outside the project file, or a value is a URL with a password. */
    static boolean likely(Optional<HclAttribute> defaultAttribute, Optional<HclValue> standard, HclValue value) {
        return defaultAttribute.filter(a -> readsOutside(a.value())).isPresent()
                || hasPassword(value)
                || standard.filter(Secrets::hasPassword).isPresent();
    }

    private static boolean readsOutside(HclExpression expression) {
        Deque<HclExpression> open = new ArrayDeque<>(List.of(expression));
        while (!open.isEmpty()) {
            HclExpression next = open.pop();
            if (next instanceof HclExpression.Call call && OUTSIDE.contains(call.function())) {
                return true;
            }
            next.children().forEach(open::push);
        }
        return false;
    }

    /** Whether it is or holds a URL with a password. */
    static boolean hasPassword(HclValue value) {
        return switch (value) {
            case HclValue.Items items -> items.values().stream().anyMatch(Secrets::hasPassword);
            case HclValue.Fields fields -> fields.values().values().stream().anyMatch(Secrets::hasPassword);
            case HclValue.Text text -> URL_WITH_PASSWORD.matcher(text.value()).find();
            case HclValue.Number ignored -> false;
            case HclValue.Bool ignored -> false;
            case HclValue.Null ignored -> false;
            case HclValue.Unknown ignored -> false;
        };
    }
}
