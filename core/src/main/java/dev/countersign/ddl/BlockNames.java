package dev.countersign.ddl;

import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of blocks and their columns by reference, for expressions such as {@code "FROM ${table.users.name}"}. */
final class BlockNames {
    private static final String COLUMN = "column";

    private final Map<List<String>, HclBlock> blocks = new HashMap<>();
    private final Set<List<String>> underWay = new HashSet<>();
    private final DdlDocument document;
    private Scope scope = Scope.of(Map.of());

    BlockNames(DdlDocument document, List<HclFile> files) {
        this.document = document;
        for (HclFile file : files) {
            for (HclBlock block : file.body().blocks()) {
                if (!block.labels().isEmpty()
                        && block.body().attribute("for_each").isEmpty()) {
                    List<String> path = new ArrayList<>(List.of(block.type()));
                    block.labels().forEach(label -> path.add(label.value()));
                    blocks.putIfAbsent(path, block);
                }
            }
        }
    }

    /** What {@code name} attributes can refer to. */
    void seeing(Scope seen) {
        this.scope = seen;
    }

    boolean isBlock(List<String> path) {
        return blocks.containsKey(path);
    }

    /** Whether the path leads to a block or one of its columns. */
    boolean isNamed(List<String> path) {
        return isBlock(path) || isColumn(path);
    }

    private boolean isColumn(List<String> path) {
        return path.size() > 3 && path.get(path.size() - 2).equals(COLUMN) && isBlock(path.subList(0, path.size() - 2));
    }

    /** The name of the block or column that the path leads to; empty when it leads to neither. */
    Optional<String> of(List<String> path) {
        if (isColumn(path)) {
            return Optional.of(path.getLast());
        }
        HclBlock block = blocks.get(path);
        if (block == null) {
            return Optional.empty();
        }
        Optional<HclAttribute> name = block.body().attribute("name");
        return name.isPresent() ? evaluated(path, name.get()) : Optional.of(path.getLast());
    }

    private Optional<String> evaluated(List<String> path, HclAttribute name) {
        if (!underWay.add(path)) {
            throw new HclException(HclProblem.at(name.value().range(), "this name needs itself"));
        }
        try {
            return Conversions.text(document.evaluate(name.value(), scope));
        } finally {
            underWay.remove(path);
        }
    }
}
