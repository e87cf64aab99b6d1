package dev.countersign.engine;

import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.SourceRange;
import dev.countersign.policy.DerivedState;
import dev.countersign.policy.Environment;
import dev.countersign.policy.NotEvaluated;
import dev.countersign.policy.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names the URLs of an environment from which nothing can be read here, whatever they lead to. */
final class UnreadableUrls {
    private final Setups setups;
    private final Project project;
    private final Environment environment;
    private final List<NotEvaluated> found = new ArrayList<>();

    UnreadableUrls(Setups setups, Project project, Environment environment) {
        this.setups = setups;
        this.project = project;
        this.environment = environment;
    }

    List<NotEvaluated> found() {
        environment.url().ifPresent(url -> state("url", url));
        environment.src().forEach(url -> state("src", url));
        environment.schemaSrc().forEach(url -> state("schema.src", url));
        environment.dev().flatMap(setups::noDevDatabase).ifPresent(reason -> note("dev", reason));
        return found;
    }

    private void state(String attribute, String url) {
        DerivedState derived = project.states().get(url);
        switch (derived) {
            case null -> setups.noState(environmentUrl(url)).ifPresent(reason -> note(attribute, reason));
            case DerivedState.Composite composite -> composite.parts().forEach(part -> state(attribute, part.url()));
            case DerivedState.ProgramOutput ignored -> {}
            case DerivedState.HclSchema ignored -> {}
            case DerivedState.Templates ignored -> {}
        }
    }

    /** What {@code env://} stands for. */
    private String environmentUrl(String url) {
        return environment.resolve(url);
    }

    private void note(String attribute, String reason) {
        Optional<HclBlock> block = project.file().hcl().body().blocks("env").stream()
                .filter(b -> environment.range().filter(b.range()::equals).isPresent())
                .findFirst();
        String title = block.map(HclBlock::title).orElse("env");
        NotEvaluated note = new NotEvaluated(
                title + "." + attribute, block.flatMap(b -> place(b.body(), attribute)), reason, Optional.empty());
        if (!found.contains(note)) {
            found.add(note);
        }
    }

    private static Optional<SourceRange> place(HclBody body, String attribute) {
        HclBody inner = attribute.startsWith("schema.")
                ? body.blocks("schema").getFirst().body()
                : body;
        return inner.attribute(attribute.replaceFirst("^schema\\.", "")).map(HclAttribute::range);
    }
}
