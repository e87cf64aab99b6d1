package dev.countersign.policy;

import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.NearestName;
import dev.countersign.hcl.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the names in blocks that may never be evaluated, because nothing refers to them. */
final class KnownNames {
    private final Evaluation evaluation;

    KnownNames(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Reports what the block holds beside the given names. */
    void check(String title, HclBlock block, List<String> attributes, List<String> blocks) {
        List<String> all = new ArrayList<>(attributes);
        all.addAll(blocks);
        attributes.forEach(name -> evaluation.vocabulary().add(title, name, false));
        blocks.forEach(name -> evaluation.vocabulary().add(title, name, true));
        for (HclAttribute attribute : block.body().attributes()) {
            if (!attributes.contains(attribute.name())) {
                note(
                        title + "." + attribute.name(),
                        attribute.name(),
                        blocks.contains(attribute.name()),
                        "it is written as a block: " + attribute.name() + " { ... }",
                        all,
                        attribute.range());
            }
        }
        for (HclBlock inner : block.body().blocks()) {
            if (!blocks.contains(inner.type())) {
                note(
                        title + "." + inner.title(),
                        inner.type(),
                        attributes.contains(inner.type()),
                        "it is written as an attribute: " + inner.type() + " = ...",
                        all,
                        inner.typeRange());
            }
        }
    }

    private void note(String what, String name, boolean otherForm, String form, List<String> known, SourceRange range) {
        evaluation.unknownName(new NotEvaluated(
                what,
                Optional.of(range),
                otherForm ? form : "the name is not known here",
                otherForm ? Optional.empty() : NearestName.of(name, known)));
    }
}
