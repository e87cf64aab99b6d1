package dev.countersign.engine;

import dev.countersign.policy.DerivedState;
import dev.countersign.policy.Environment;
import dev.countersign.policy.NotEvaluated;
import dev.countersign.policy.Project;
import java.util.ArrayList;
import java.util.List;

/** Names the URLs of an environment from which nothing can be read here, whatever they lead to. */
final class UnreadableUrls {
    private final Setups setups;
    private final Project project;
    private final Environment environment;
    private final EnvironmentPlaces places;
    private final List<NotEvaluated> found = new ArrayList<>();

    UnreadableUrls(Setups setups, Project project, Environment environment) {
        this.setups = setups;
        this.project = project;
        this.environment = environment;
        this.places = new EnvironmentPlaces(project, environment);
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
            case null -> setups.noState(url).ifPresent(reason -> note(attribute, reason));
            case DerivedState.Composite composite -> composite.parts().forEach(part -> state(attribute, part.url()));
            case DerivedState.ProgramOutput ignored -> {}
            case DerivedState.HclSchema ignored -> {}
            case DerivedState.Templates ignored -> {}
        }
    }

    private void note(String attribute, String reason) {
        NotEvaluated note = places.notEvaluated(attribute, reason);
        if (!found.contains(note)) {
            found.add(note);
        }
    }
}
