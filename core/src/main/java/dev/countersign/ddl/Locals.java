package dev.countersign.ddl;

import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.Scope;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What {@code local} stands for; each value is found when it is asked for. */
final class Locals implements Scope {
    private final Map<String, HclExpression> expressions = new TreeMap<>();
    private final Set<String> underWay = new HashSet<>();
    private final DdlDocument document;
    private final Scope outer;

    Locals(DdlDocument document, List<HclFile> files, Scope outer) {
        this.document = document;
        this.outer = outer;
        for (HclFile file : files) {
            for (HclBlock block : file.body().blocks("locals")) {
                for (HclAttribute attribute : block.body().attributes()) {
                    if (expressions.put(attribute.name(), attribute.value()) != null) {
                        document.findings()
                                .problem(attribute.nameRange(), "the local \"" + attribute.name() + "\" is set twice");
                    }
                }
                block.body()
                        .blocks()
                        .forEach(b -> document.findings()
                                .notEvaluated(
                                        b.typeRange(),
                                        "locals." + b.title(),
                                        "locals are attributes",
                                        Optional.empty()));
            }
        }
    }

    @Override
    public Optional<Binding> find(String name) {
        HclExpression expression = expressions.get(name);
        if (expression == null) {
            return Optional.empty();
        }
        if (!underWay.add(name)) {
            throw new HclException(HclProblem.at(expression.range(), "the local \"" + name + "\" needs itself"));
        }
        try {
            return Optional.of(new Binding.Value(document.evaluate(expression, outer.with("local", this))));
        } finally {
            underWay.remove(name);
        }
    }

    @Override
    public Collection<String> names() {
        return expressions.keySet();
    }
}
