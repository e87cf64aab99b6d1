package dev.countersign.policy;

import com.google.re2j.Pattern;
import dev.countersign.hcl.Budget;
import dev.countersign.hcl.Evaluator;
import dev.countersign.hcl.Functions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.NearestName;
import dev.countersign.hcl.Scope;
import dev.countersign.hcl.SourceRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who is in which team, from files of the repository:
 *
 * <pre>
 * team "backend" {
 *   users = ["alice", "bob"]
 *   teams = ["payments"]
 * }
 * role "dba" { members = ["carol@corp.example"] }
 * user "carol" { names = ["carol@corp.example"] }
 * </pre>
 *
 * <p>A team has its users and everybody in its teams; a role has its members; a user's names are one person. Names are compared without regard to case.
 * {@code roles.hcl} of a trust folder can be read as well: its rules say nothing about teams.
 */
public final class Teams {
    /** The blocks of a file, with their attributes. */
    static final Map<String, List<String>> ATTRIBUTES =
            Map.of("team", List.of("users", "teams"), "role", List.of("members"), "user", List.of("names"));

    private final Map<String, Set<String>> users = new TreeMap<>();
    private final Map<String, Set<String>> nested = new TreeMap<>();
    private final Map<String, Set<String>> roles = new TreeMap<>();
    private final Map<String, String> person = new HashMap<>();
    private final List<String> notEvaluated = new ArrayList<>();

    private Teams() {}

    /** Reads files; what is not understood is in {@link #notEvaluated()}. */
    public static Teams read(List<HclSource> files) {
        Teams teams = new Teams();
        for (HclSource source : files) {
            HclFile file = HclFile.parse(source);
            file.problems().forEach(p -> teams.notEvaluated.add(p.summary() + "; the file is not evaluated"));
            if (file.problems().isEmpty()) {
                file.body().attributes().forEach(a -> teams.unknown(a.name(), a.range(), ATTRIBUTES.keySet()));
                file.body().blocks().forEach(teams::block);
            }
        }
        teams.nested.forEach((team, parts) -> parts.stream()
                .filter(part -> !teams.users.containsKey(part))
                .forEach(part -> teams.notEvaluated.add("The team \"" + team + "\" contains the team \"" + part
                        + "\", which no teams file names; who is in it is not known"
                        + NearestName.of(part, teams.users.keySet())
                                .map(n -> "; did you mean \"" + n + "\"?")
                                .orElse("."))));
        return teams;
    }

    private void block(HclBlock block) {
        if (block.type().equals("rule") && block.labels().size() == 1) {
            return;
        }
        List<String> known = ATTRIBUTES.get(block.type());
        if (known == null) {
            unknown(block.title(), block.typeRange(), ATTRIBUTES.keySet(), block.type());
            return;
        }
        if (block.labels().size() != 1) {
            notEvaluated.add(
                    block.typeRange() + ": " + block.title() + " is not evaluated: it needs one label, its name");
            return;
        }
        String name = key(block.labels().getFirst().value());
        block.body().blocks().forEach(b -> unknown(b.title(), b.typeRange(), known, b.type()));
        block.body().attributes().stream()
                .filter(a -> !known.contains(a.name()))
                .forEach(a -> unknown(a.name(), a.range(), known));
        switch (block.type()) {
            case "team" -> {
                users.computeIfAbsent(name, n -> new TreeSet<>()).addAll(names(block, "users"));
                nested.computeIfAbsent(name, n -> new TreeSet<>()).addAll(names(block, "teams"));
            }
            case "role" -> roles.computeIfAbsent(name, n -> new TreeSet<>()).addAll(names(block, "members"));
            default -> {
                person.put(name, name);
                names(block, "names").forEach(other -> person.put(other, name));
            }
        }
    }

    private Collection<String> names(HclBlock block, String attribute) {
        Optional<HclAttribute> found = block.body().attribute(attribute);
        if (found.isEmpty()) {
            return List.of();
        }
        try {
            HclValue value = new Evaluator(Functions.standard(), new Budget(Budget.DEFAULT_STEPS))
                    .evaluate(found.get().value(), Scope.of(Map.of()));
            if (value instanceof HclValue.Items(List<HclValue> items)
                    && items.stream().allMatch(HclValue.Text.class::isInstance)) {
                return items.stream().map(i -> key(((HclValue.Text) i).value())).toList();
            }
            notEvaluated.add(found.get().range() + ": " + block.title() + "." + attribute
                    + " is not evaluated: it must be a list of strings");
        } catch (HclException e) {
            notEvaluated.add(e.problems().getFirst().summary());
        }
        return List.of();
    }

    private void unknown(String what, SourceRange range, Collection<String> known) {
        unknown(what, range, known, what);
    }

    private void unknown(String what, SourceRange range, Collection<String> known, String name) {
        notEvaluated.add(
                new NotEvaluated(what, Optional.of(range), "the name is not known here", NearestName.of(name, known))
                        .summary());
    }

    /** What of the files is not evaluated, one sentence each. */
    public List<String> notEvaluated() {
        return List.copyOf(notEvaluated);
    }

    /** The names of all teams. */
    public Collection<String> teamNames() {
        return Set.copyOf(users.keySet());
    }

    /** The names of all roles. */
    public Collection<String> roleNames() {
        return Set.copyOf(roles.keySet());
    }

    /** Whether any file speaks of that person. */
    public boolean knows(String name) {
        String id = id(name);
        return person.containsKey(key(name))
                || users.values().stream().anyMatch(s -> holds(s, id))
                || roles.values().stream().anyMatch(s -> holds(s, id));
    }

    /** Whether two names are one person. */
    public boolean same(String one, String other) {
        return id(one).equals(id(other));
    }

    /** Whether the person is in the team or in a team of it. */
    public boolean inTeam(String name, String team) {
        return inTeam(id(name), key(team), new HashSet<>());
    }

    private boolean inTeam(String id, String team, Set<String> seen) {
        return seen.add(team)
                && (holds(users.getOrDefault(team, Set.of()), id)
                        || nested.getOrDefault(team, Set.of()).stream().anyMatch(t -> inTeam(id, t, seen)));
    }

    /** Whether the person has the role. */
    public boolean inRole(String name, String role) {
        return holds(roles.getOrDefault(key(role), Set.of()), id(name));
    }

    /** Whether there is such a team. */
    public boolean hasTeam(String team) {
        return users.containsKey(key(team));
    }

    /** Whether there is such a role. */
    public boolean hasRole(String role) {
        return roles.containsKey(key(role));
    }

    private boolean holds(Set<String> names, String id) {
        return names.stream()
                .anyMatch(n -> id(n).equals(id)
                        || n.contains("*") && glob(n).matcher(id).matches());
    }

    /** Lists of a trust folder may say {@code *@corp.example}. */
    private static Pattern glob(String name) {
        return Pattern.compile(
                Arrays.stream(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    private String id(String name) {
        return person.getOrDefault(key(name), key(name));
    }

    /** Organisations stand in front of teams as in CODEOWNERS: {@code @corp/backend}. */
    private static String key(String name) {
        return OwnershipPolicy.bare(name).toLowerCase(Locale.ROOT);
    }
}
