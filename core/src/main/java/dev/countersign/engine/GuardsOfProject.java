package dev.countersign.engine;

import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.NearestName;
import dev.countersign.hcl.SourceRange;
import dev.countersign.lint.LintSettings.AnalyzerRule;
import dev.countersign.lint.OwnershipRules;
import dev.countersign.lint.StatementRules;
import dev.countersign.policy.Guards;
import dev.countersign.policy.NamePattern;
import dev.countersign.policy.OwnershipPolicy;
import dev.countersign.policy.ProjectFile;
import dev.countersign.policy.RuleSource;
import dev.countersign.policy.StatementPolicy;
import dev.countersign.policy.Teams;
import dev.countersign.rule.RuleSet;
import dev.countersign.source.ObjectPattern;
import dev.countersign.source.SourceException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Ownership, rules about statements and rules of a project's own, with their files read: what is missing or not understood is named, and nothing is taken for fine. */
final class GuardsOfProject {
    private final ProjectFile file;
    private final Optional<String> actor;
    private final Optional<String> oneSchema;
    private final List<String> notEvaluated = new ArrayList<>();
    private final List<RuleSet> rules = new ArrayList<>();
    private final Map<String, AnalyzerRule> analyzers = new HashMap<>();
    private final Optional<OwnershipRules> ownership;
    private final Optional<StatementRules> statements;

    /**
     * @param actor who makes the change, if anybody said
     * @param oneSchema the schema in whose scope everything is compared; patterns need not name it
     */
    GuardsOfProject(Guards guards, ProjectFile file, Optional<String> actor, Optional<String> oneSchema) {
        this.file = file;
        this.actor = actor;
        this.oneSchema = oneSchema;
        List<List<HclSource>> files = guards.rules().stream().map(this::files).toList();
        for (int i = 0; i < files.size(); i++) {
            List<HclSource> beside = new ArrayList<>();
            for (List<HclSource> others : files) {
                if (others != files.get(i)) {
                    others.stream().filter(o -> !beside.contains(o)).forEach(beside::add);
                }
            }
            beside.removeAll(files.get(i));
            rule(guards.rules().get(i), files.get(i), beside);
        }
        this.ownership = guards.ownership().map(this::ownership);
        this.statements = guards.statements().map(this::statements);
    }

    Map<String, AnalyzerRule> analyzers() {
        return Map.copyOf(analyzers);
    }

    List<RuleSet> rules() {
        return List.copyOf(rules);
    }

    Optional<OwnershipRules> ownership() {
        return ownership;
    }

    Optional<StatementRules> statements() {
        return statements;
    }

    /** What could not be read or found, one sentence each. */
    List<String> notEvaluated() {
        return notEvaluated.stream().distinct().toList();
    }

    private List<HclSource> files(RuleSource source) {
        List<HclSource> files = new ArrayList<>();
        source.src().forEach(src -> read(src, source.range(), "the rule file").ifPresent(files::add));
        return files;
    }

    private void rule(RuleSource source, List<HclSource> files, List<HclSource> beside) {
        RuleSet set = RuleSet.read(source.name(), files, beside, source.vars(), source.range())
                .hiding(source.secret());
        rules.add(set);
        notEvaluated.addAll(set.notEvaluated());
        analyzers.put(
                "rule/" + source.name(),
                new AnalyzerRule(Optional.of(source.error().value()), false, place(source.range())));
    }

    private StatementRules statements(StatementPolicy policy) {
        analyzers.put("statement", new AnalyzerRule(Optional.of(policy.error().value()), false, place(policy.range())));
        return new StatementRules(
                policy.allowByDefault(),
                policy.rules().stream()
                        .map(rule -> new StatementRules.Rule(
                                rule.name(),
                                rule.allow(),
                                rule.kinds(),
                                rule.match().map(NamePattern::pattern),
                                rule.message(),
                                place(rule.range())))
                        .toList(),
                place(policy.range()));
    }

    private OwnershipRules ownership(OwnershipPolicy policy) {
        analyzers.put("ownership", new AnalyzerRule(Optional.of(policy.error().value()), false, place(policy.range())));
        int before = notEvaluated.size();
        boolean looksUp = policy.rules().stream()
                .anyMatch(r -> !r.teams().isEmpty() || !r.roles().isEmpty());
        List<HclSource> files = new ArrayList<>();
        if (looksUp) {
            policy.teamsFiles()
                    .forEach(
                            name -> read(name, policy.range(), "the teams file").ifPresent(files::add));
        }
        Teams teams = Teams.read(files);
        notEvaluated.addAll(teams.notEvaluated());
        List<OwnershipRules.Rule> read = new ArrayList<>();
        for (OwnershipPolicy.Rule rule : policy.rules()) {
            known(rule.teams(), "team", teams.teamNames(), (t, n) -> t.hasTeam(n), teams, rule);
            known(rule.roles(), "role", teams.roleNames(), (t, n) -> t.hasRole(n), teams, rule);
            pattern(rule)
                    .ifPresent(p -> read.add(new OwnershipRules.Rule(
                            rule.name(), rule.allow(), p, applies(rule, teams), people(rule), place(rule.range()))));
        }
        List<String> unknown = new ArrayList<>();
        actor.filter(a -> looksUp && !knows(a, policy, teams))
                .ifPresent(a -> unknown.add(place(policy.range()) + ": ownership is not evaluated: nobody called \"" + a
                        + "\" is in " + String.join(", ", policy.teamsFiles())
                        + ", so it is not known what teams they are in"));
        return new OwnershipRules(
                policy.allowByDefault(),
                actor,
                unknown,
                notEvaluated.subList(before, notEvaluated.size()),
                read,
                place(policy.range()));
    }

    private void known(
            List<String> names,
            String what,
            Collection<String> all,
            BiPredicate<Teams, String> has,
            Teams teams,
            OwnershipPolicy.Rule rule) {
        names.stream()
                .filter(name -> !has.test(teams, name))
                .forEach(name ->
                        notEvaluated.add(rule.range() + ": the " + what + " \"" + name + "\" of rule \"" + rule.name()
                                + "\" is not evaluated: no teams file names it"
                                + NearestName.of(name, all)
                                        .map(n -> "; did you mean \"" + n + "\"?")
                                        .orElse("")));
    }

    private static boolean knows(String actor, OwnershipPolicy policy, Teams teams) {
        return teams.knows(actor)
                || policy.rules().stream().flatMap(r -> r.users().stream()).anyMatch(u -> teams.same(u, actor));
    }

    private boolean applies(OwnershipPolicy.Rule rule, Teams teams) {
        return rule.everybody()
                || actor.filter(a -> rule.users().stream().anyMatch(u -> teams.same(u, a))
                                || rule.teams().stream().anyMatch(t -> teams.inTeam(a, t))
                                || rule.roles().stream().anyMatch(r -> teams.inRole(a, r)))
                        .isPresent();
    }

    private static List<String> people(OwnershipPolicy.Rule rule) {
        List<String> people = new ArrayList<>(rule.users());
        rule.teams().forEach(t -> people.add("team " + t));
        rule.roles().forEach(r -> people.add("role " + r));
        return people;
    }

    private Optional<ObjectPattern> pattern(OwnershipPolicy.Rule rule) {
        try {
            ObjectPattern pattern = ObjectPattern.of("match", rule.match(), oneSchema);
            pattern.impossible()
                    .ifPresent(why -> notEvaluated.add(rule.range() + ": rule \"" + rule.name()
                            + "\" is about nothing: its pattern \"" + rule.match() + "\" can match nothing, as " + why
                            + "."));
            return Optional.of(pattern);
        } catch (SourceException e) {
            notEvaluated.add(rule.range() + ": rule \"" + rule.name() + "\" is not evaluated: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<HclSource> read(String src, SourceRange at, String what) {
        String name = src.startsWith("file://") ? src.substring("file://".length()) : src;
        try {
            return Optional.of(HclSource.decode(name, file.fileContent(Path.of(name))));
        } catch (IOException | InvalidPathException e) {
            notEvaluated.add(
                    at + ": " + what + " " + name + " cannot be read; paths start from the project file's directory");
        } catch (HclException e) {
            notEvaluated.add(at + ": " + what + " " + name + " cannot be used: "
                    + e.problems().getFirst().message());
        }
        return Optional.empty();
    }

    private String place(SourceRange range) {
        return file.path().getFileName() + ":" + range.line();
    }
}
