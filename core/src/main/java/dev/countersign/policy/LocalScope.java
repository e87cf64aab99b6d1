package dev.countersign.policy;

import dev.countersign.hcl.Evaluator;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.Scope;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What {@code local} stands for; each local is evaluated once, when it is first asked for. */
final class LocalScope implements Scope {

    private final Map<String, HclExpression> expressions;
    private final Evaluator evaluator;
    private final Supplier<Scope> whole;
    private final Map<String, HclValue> values = new HashMap<>();
    private final Set<String> running = new LinkedHashSet<>();

    /** @param whole everything the locals see, themselves included */
    LocalScope(Map<String, HclExpression> expressions, Evaluator evaluator, Supplier<Scope> whole) {
        this.expressions = new TreeMap<>(expressions);
        this.evaluator = evaluator;
        this.whole = whole;
    }

    @Override
    public Optional<Binding> find(String name) {
        HclExpression expression = expressions.get(name);
        if (expression == null) {
            return Optional.empty();
        }
        HclValue known = values.get(name);
        if (known != null) {
            return Optional.of(new Binding.Value(known));
        }
        if (!running.add(name)) {
            throw new HclException(HclProblem.at(
                    expression.range(), "the locals " + String.join(", ", running) + " depend on each other"));
        }
        try {
            HclValue value = evaluator.evaluate(expression, whole.get());
            values.put(name, value);
            return Optional.of(new Binding.Value(value));
        } finally {
            running.remove(name);
        }
    }

    @Override
    public Collection<String> names() {
        return expressions.keySet();
    }
}
