package dev.countersign.policy;

import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.NearestName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks the form of all {@code data} blocks, whether something uses them or not; nothing is evaluated. */
final class DataBlocks {
    private final Evaluation evaluation;
    private final KnownNames names;

    DataBlocks(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.names = new KnownNames(evaluation);
    }

    void check(List<HclBlock> blocks) {
        Set<String> seen = new HashSet<>();
        for (HclBlock block : blocks) {
            if (block.labels().size() != 2) {
                evaluation.problem(
                        block.typeRange(), "\"data\" needs two labels, kind and name: data \"sql\" \"tenants\"");
                continue;
            }
            if (!seen.add(block.title())) {
                evaluation.problem(block.typeRange(), block.title() + " is declared twice");
            }
            String label = block.labels().getFirst().value();
            Optional<DataKind> kind = DataKind.of(label);
            if (kind.isEmpty()) {
                evaluation.note(new NotEvaluated(
                        block.title(),
                        Optional.of(block.labels().getFirst().range()),
                        "there is no such data source here",
                        NearestName.of(label, DataKind.names())));
            } else if (kind.get() == DataKind.COMPOSITE_SCHEMA) {
                for (HclBlock dynamic : block.body().blocks(DynamicBlocks.DYNAMIC)) {
                    names.check(
                            block.title() + "." + dynamic.title(),
                            dynamic,
                            DynamicBlocks.ARGUMENTS,
                            List.of(DynamicBlocks.CONTENT));
                    DynamicBlocks.checkIterator(dynamic, block.title() + "." + dynamic.title(), evaluation);
                }
                HclBlock shape = DynamicBlocks.shape(block);
                names.check(block.title(), shape, List.of(), List.of("schema"));
                shape.body()
                        .blocks("schema")
                        .forEach(schema ->
                                names.check(block.title() + "." + schema.title(), schema, List.of("url"), List.of()));
            } else if (!kind.get().arguments().isEmpty()) {
                names.check(block.title(), block, kind.get().arguments(), List.of());
            }
        }
    }
}
