package dev.countersign.hcl;

import java.util.LinkedHashSet;
import java.util.Set;

/** Which of the blocks that go over items stand for something. What stands for nothing is read by nobody, so names that are spelt wrong in it need another look. */
public final class Multiplicity {
    private final Set<SourceRange> some = new LinkedHashSet<>();
    private final Set<SourceRange> none = new LinkedHashSet<>();

    /** Notes for how many a block stands this time; what stands inside of others is read several times. */
    public void add(SourceRange block, int count) {
        (count > 0 ? some : none).add(block);
    }

    /** Whether there is a block that stands for nothing. */
    public boolean hasNothing() {
        return none.stream().anyMatch(block -> !some.contains(block));
    }

    /** Whether the place is inside of a block that stands for nothing, so that nobody has read it. */
    public boolean isInNothing(SourceRange place) {
        return none.stream()
                .anyMatch(block ->
                        !some.contains(block) && block.offset() <= place.offset() && place.end() <= block.end());
    }
}
