package dev.countersign.engine;

import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.SourceRange;
import dev.countersign.policy.Environment;
import dev.countersign.policy.NotEvaluated;
import dev.countersign.policy.Project;
import java.util.Optional;

/** Where the block of an environment says what. */
final class EnvironmentPlaces {
    private final Optional<HclBlock> block;

    EnvironmentPlaces(Project project, Environment environment) {
        this.block = project.file().hcl().body().blocks("env").stream()
                .filter(b -> environment.range().filter(b.range()::equals).isPresent())
                .findFirst();
    }

    /** The place of an attribute such as {@code src} or {@code schema.src}; empty when the block does not say it. */
    Optional<SourceRange> of(String attribute) {
        return block.flatMap(b -> place(b.body(), attribute));
    }

    /** An attribute from which nothing is read, with its place. */
    NotEvaluated notEvaluated(String attribute, String reason) {
        String title = block.map(HclBlock::title).orElse("env");
        return new NotEvaluated(title + "." + attribute, of(attribute), reason, Optional.empty());
    }

    private static Optional<SourceRange> place(HclBody body, String attribute) {
        int dot = attribute.indexOf('.');
        if (dot < 0) {
            return body.attribute(attribute).map(HclAttribute::range);
        }
        return body.blocks(attribute.substring(0, dot)).stream()
                .findFirst()
                .flatMap(inner -> place(inner.body(), attribute.substring(dot + 1)));
    }
}
