package dev.countersign.policy;

import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The {@code test} blocks that hold for an environment. They are evaluated when tests are run and not before: what only they need, such as the output of a
 * program, is of no concern to a review.
 */
public final class TestBlocks {
    private final List<HclBlock> blocks;
    private final Evaluation evaluation;

    /**
     * @param own the environment's body
     * @param top the file's body, whose blocks count where the environment has none of that kind
     */
    TestBlocks(Optional<HclBody> own, HclBody top, Evaluation evaluation) {
        this.blocks = Stream.concat(own.stream(), Stream.of(top))
                .flatMap(body -> body.blocks("test").stream())
                .toList();
        this.evaluation = evaluation;
    }

    /**
     * The files that the tests of a kind are in, and the values of their variables.
     *
     * @throws PolicyException when a setting cannot be used
     */
    public TestFiles of(TestKind kind) {
        return blocks.stream()
                .flatMap(block -> block.body().blocks(kind.settings()).stream())
                .findFirst()
                .map(block -> Evaluation.typed(() -> read(block)))
                .orElse(TestFiles.NONE);
    }

    private TestFiles read(HclBlock block) {
        Evaluation fresh = evaluation.afresh();
        BlockReader reader = new BlockReader("test." + block.type(), block.body(), fresh);
        List<String> src = reader.texts("src", true).map(Setting::value).orElse(List.of());
        SortedMap<String, List<String>> vars = new TreeMap<>();
        reader.attribute("vars")
                .ifPresent(attribute ->
                        fresh.value(attribute.value()).ifPresent(value -> vars(attribute, value, vars, fresh)));
        // a file or value that is not known cannot be left out: the tests would be others
        fresh.notEvaluated()
                .forEach(note -> fresh.problem(
                        note.range().orElse(block.typeRange()), note.what() + " is not known: " + note.reason()));
        fresh.throwProblems();
        return new TestFiles(src, vars);
    }

    private static void vars(
            HclAttribute attribute, HclValue value, SortedMap<String, List<String>> vars, Evaluation fresh) {
        if (!(value instanceof HclValue.Fields(SortedMap<String, HclValue> fields))) {
            fresh.problem(attribute.value().range(), "\"vars\" must be an object: vars = { name = value }");
            return;
        }
        for (Map.Entry<String, HclValue> field : fields.entrySet()) {
            List<HclValue> items =
                    field.getValue() instanceof HclValue.Items(List<HclValue> list) ? list : List.of(field.getValue());
            List<String> texts = new ArrayList<>();
            items.forEach(item -> Conversions.text(item).ifPresent(texts::add));
            if (texts.size() < items.size()) {
                fresh.problem(HclProblem.at(
                        attribute.value().range(),
                        "vars." + field.getKey() + " must be a string, number, bool or a list of these, and known"));
            }
            vars.put(field.getKey(), texts);
        }
    }
}
