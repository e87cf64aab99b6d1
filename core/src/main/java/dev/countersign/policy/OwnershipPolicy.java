package dev.countersign.policy;

import com.google.re2j.Pattern;
import dev.countersign.hcl.SourceRange;
import java.util.List;

/**
 * Who may change what: {@code ownership "github"}.
 *
 * @param allowByDefault whether changes that no rule is about are allowed
 * @param error whether findings are errors
 * @param teamsFiles files of the repository that say who is in which team
 * @param rules in the file's order
 * @param range the block
 */
public record OwnershipPolicy(
        boolean allowByDefault, Setting<Boolean> error, List<String> teamsFiles, List<Rule> rules, SourceRange range) {

    /** The file that says who is in which team when the policy names none. */
    public static final String TEAMS = "teams.hcl";

    public OwnershipPolicy {
        teamsFiles = List.copyOf(teamsFiles);
        rules = List.copyOf(rules);
    }

    /**
     * One {@code allow} or {@code deny} block. Without users, teams and roles it is about everybody.
     *
     * @param name its label
     * @param allow whether it allows
     * @param match a pattern of objects, as in {@code exclude}
     * @param range the block's first word
     */
    public record Rule(
            String name,
            boolean allow,
            String match,
            List<String> users,
            List<String> teams,
            List<String> roles,
            SourceRange range) {
        public Rule {
            users = List.copyOf(users);
            teams = List.copyOf(teams);
            roles = List.copyOf(roles);
        }

        /** Whether it is about everybody. */
        public boolean everybody() {
            return users.isEmpty() && teams.isEmpty() && roles.isEmpty();
        }
    }

    /** A name without the at sign that CODEOWNERS files write in front of it. */
    public static String bare(String name) {
        return Pattern.compile("^@").matcher(name.strip()).replaceFirst("");
    }
}
