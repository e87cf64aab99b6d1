package dev.countersign.hcl;

import java.util.List;
import java.util.Optional;

/**
 * The attributes and blocks of a file or a block, in text order.
 *
 * @param attributes every attribute; names are unique
 * @param blocks every block
 * @param range from the first to the last character inside
 */
public record HclBody(List<HclAttribute> attributes, List<HclBlock> blocks, SourceRange range) {

    /** Copies the lists. */
    public HclBody {
        attributes = List.copyOf(attributes);
        blocks = List.copyOf(blocks);
    }

    /** The attribute of that name. */
    public Optional<HclAttribute> attribute(String name) {
        return attributes.stream().filter(a -> a.name().equals(name)).findFirst();
    }

    /** The blocks of that type. */
    public List<HclBlock> blocks(String type) {
        return blocks.stream().filter(b -> b.type().equals(type)).toList();
    }
}
