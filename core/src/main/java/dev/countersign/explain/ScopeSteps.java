package dev.countersign.explain;

import static dev.countersign.explain.ControlPoint.SCOPE;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.hcl.SourceRange;
import dev.countersign.source.ObjectPattern;
import dev.countersign.source.SourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether an object takes part in the comparison. */
final class ScopeSteps {
    private final Facts facts;
    private final Places places;

    ScopeSteps(Facts facts, Places places) {
        this.facts = facts;
        this.places = places;
    }

    List<Step> of(Subject subject) {
        List<Step> steps = new ArrayList<>();
        schemas(subject, steps);
        kinds(subject, steps);
        patterns("exclude", facts.filters().exclude(), subject, steps);
        patterns("include", facts.filters().include(), subject, steps);
        boolean settled = steps.stream().anyMatch(s -> s.weight() == Step.Weight.DECIDES);
        subject.leftOut()
                .filter(why -> !settled)
                .ifPresent(why -> steps.add(Step.decides(
                        SCOPE,
                        Stated.byDefault("comparison", ""),
                        "It takes no part in the comparison: " + why + ".")));
        if (steps.isEmpty()) {
            steps.add(Step.idle(
                    SCOPE,
                    Stated.byDefault("schemas, exclude, include, schema.mode", ""),
                    "No line leaves it out of the comparison."));
        }
        return steps;
    }

    private void schemas(Subject subject, List<Step> steps) {
        List<String> schemas = facts.filters().schemas();
        if (schemas.isEmpty() || subject.ref().kind().isOfServer()) {
            return;
        }
        Stated stated = stated("schemas", String.join(", ", schemas), place("schemas", Optional.empty()));
        String schema = subject.path().getFirst();
        steps.add(
                schemas.contains(schema)
                        ? Step.idle(SCOPE, stated, "The schema " + schema + " is one of them.")
                        : Step.decides(SCOPE, stated, "The schema " + schema + " is none of them: it takes no part."));
    }

    private void kinds(Subject subject, List<Step> steps) {
        ObjectKind kind = subject.ref().kind();
        Optional.ofNullable(facts.leftOut().get(kind))
                .ifPresent(why -> steps.add(Step.decides(
                        SCOPE,
                        new Stated("schema.mode", mode(), "", List.of()),
                        "Objects of the kind " + kind.label() + " are not compared: " + why + ".")));
    }

    private Optional<SourceRange> mode() {
        return places.environment().stream()
                .flatMap(e -> e.body().blocks("schema").stream())
                .flatMap(s -> s.body().blocks("mode").stream())
                .map(m -> m.typeRange())
                .findFirst();
    }

    private void patterns(String word, List<String> patterns, Subject subject, List<Step> steps) {
        boolean include = word.equals("include");
        boolean any = false;
        for (String text : patterns) {
            Stated stated = stated(word, text, place(word, Optional.of(text)));
            try {
                ObjectPattern pattern =
                        ObjectPattern.of(word, text, facts.filters().oneSchema());
                boolean matches = pattern.matches(subject.ref(), subject.path());
                if (pattern.leavesOutVersionOf(subject.ref())) {
                    steps.add(Step.idle(SCOPE, stated, "It matches: its version is not compared, the rest of it is."));
                    continue;
                }
                any |= matches;
                steps.add(
                        !matches
                                ? Step.idle(SCOPE, stated, "It does not match.")
                                : include
                                        ? Step.idle(SCOPE, stated, "It matches, so it takes part.")
                                        : Step.decides(
                                                SCOPE,
                                                stated,
                                                "It matches: nothing about it is compared, planned or reported."));
            } catch (SourceException e) {
                steps.add(Step.unknown(SCOPE, stated, e.getMessage()));
            }
        }
        if (include && !patterns.isEmpty() && !any) {
            steps.add(Step.decides(
                    SCOPE,
                    stated(word, String.join(", ", patterns), place(word, Optional.empty())),
                    "None of the patterns matches: nothing about it is compared, planned or reported."));
        }
    }

    private Optional<SourceRange> place(String attribute, Optional<String> item) {
        if (facts.filters().ofRequest().contains(attribute)) {
            return Optional.empty();
        }
        return item.flatMap(text -> places.item(attribute, text))
                .or(() -> places.attribute(attribute).map(a -> a.range()));
    }

    private Stated stated(String word, String value, Optional<SourceRange> place) {
        String rule =
                facts.filters().ofRequest().contains(word) ? "--" + (word.equals("schemas") ? "schema" : word) : word;
        List<Origin> origins = places.attribute(word)
                .filter(a -> place.isPresent())
                .map(a -> places.origins(a.range()))
                .orElse(List.of());
        return new Stated(rule, place, value, origins);
    }
}
