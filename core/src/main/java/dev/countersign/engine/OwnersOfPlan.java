package dev.countersign.engine;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.lint.OwnershipRules;
import dev.countersign.signing.manifest.Manifest;
import dev.countersign.signing.manifest.StatementEntry.TouchedObject;
import dev.countersign.signing.verify.Owners;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who owns the objects of a plan file, by the ownership policy of a project: the same rules that say who may change them ({@code OW101}, {@code OW102}), asked
 * about everybody who signed.
 */
final class OwnersOfPlan {
    /** Who the rules are asked about; the rules that come back know whom they name of that person's teams. */
    @FunctionalInterface
    interface RulesFor {
        Optional<OwnershipRules> actor(Optional<String> principal);
    }

    private record Named(String shown, ObjectRef ref, List<String> path) {}

    private final RulesFor rules;

    OwnersOfPlan(RulesFor rules) {
        this.rules = rules;
    }

    Owners of(Manifest plan) {
        Optional<OwnershipRules> policy = rules.actor(Optional.empty());
        if (policy.isEmpty()) {
            return Owners.unknown("the project has no ownership policy");
        }
        List<String> unknown = new ArrayList<>(policy.get().unread());
        Map<String, List<Named>> byRule = new LinkedHashMap<>();
        List<Named> nobody = new ArrayList<>();
        plan.statements().stream().flatMap(s -> s.objects().stream()).distinct().forEach(object -> {
            Optional<Named> named = named(object);
            if (named.isEmpty()) {
                unknown.add("it cannot be told which object " + object.name() + " is");
                return;
            }
            Optional<OwnershipRules.Rule> owner = owner(policy.get(), named.get());
            owner.ifPresentOrElse(
                    rule -> byRule.computeIfAbsent(who(rule), w -> new ArrayList<>())
                            .add(named.get()),
                    () -> nobody.add(named.get()));
        });
        List<Owners.Group> groups = new ArrayList<>();
        byRule.forEach((who, objects) -> groups.add(group(who, objects)));
        if (!nobody.isEmpty() && !policy.get().allowByDefault()) {
            groups.add(new Owners.Group(
                    shown(nobody),
                    "nobody, as no ownership rule is about it (" + policy.get().where() + ", default DENY)",
                    principal -> false));
        }
        return unknown.isEmpty() ? new Owners(List.of(), groups) : new Owners(unknown, List.of());
    }

    private Owners.Group group(String who, List<Named> objects) {
        return new Owners.Group(
                shown(objects),
                who,
                principal -> rules.actor(Optional.of(principal))
                        .filter(r -> r.unknown().isEmpty())
                        .filter(r -> objects.stream().allMatch(o -> owns(r, o)))
                        .isPresent());
    }

    private static List<String> shown(List<Named> objects) {
        return objects.stream().map(Named::shown).toList();
    }

    private static boolean owns(OwnershipRules rules, Named object) {
        return owner(rules, object).filter(OwnershipRules.Rule::applies).isPresent()
                && about(rules, object).noneMatch(r -> !r.allow() && r.applies());
    }

    private static Optional<OwnershipRules.Rule> owner(OwnershipRules rules, Named object) {
        return about(rules, object).filter(OwnershipRules.Rule::allow).findFirst();
    }

    private static Stream<OwnershipRules.Rule> about(OwnershipRules rules, Named object) {
        return rules.rules().stream().filter(r -> r.pattern().matches(object.ref(), object.path()));
    }

    private static String who(OwnershipRules.Rule rule) {
        return (rule.people().isEmpty() ? "everybody" : String.join(", ", rule.people())) + " (rule \"" + rule.name()
                + "\", " + rule.where() + ")";
    }

    /** The object as patterns look for it: a rule about an object, such as a privilege, belongs to who the object belongs to. */
    private static Optional<Named> named(TouchedObject object) {
        List<String> path = new ArrayList<>();
        if (!object.schema().isEmpty()) {
            path.add(object.schema());
        }
        path.addAll(TouchedNames.parts(object.name()));
        return Arrays.stream(ObjectKind.values())
                .filter(kind -> kind.label().equals(object.kind()))
                .findFirst()
                .map(kind -> new ObjectRef(kind, path))
                .map(ref -> AccessRule.target(ref).orElse(ref))
                .map(ref -> new Named(
                        object.kind() + " " + String.join(".", path),
                        ref,
                        ref.kind().isTableChild() || ref.path().size() < 2
                                ? ref.path()
                                : ref.path().subList(0, 2)));
    }
}
