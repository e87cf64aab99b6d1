package dev.countersign.postgres.script;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.Uncompared;
import dev.countersign.sql.SqlWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement says about a role. A script that does not make the role leaves open what the role is like otherwise, so there is nothing to compare it
 * with.
 *
 * @param role whom the statement is about; empty when it is about something of a role that is compared nowhere
 * @param named how it is told
 */
record UnmadeRoles(Optional<String> role, Uncompared named) {
    private static final String NOT_MADE = "the desired state changes this role and does not make it";
    private static final String NOT_COMPARED = "this part of a role is not compared";

    /** Whether what is said can be compared because the script makes the role. */
    boolean compared(Set<String> made) {
        return role.filter(made::contains).isPresent();
    }

    /** @param words of a statement about roles */
    static List<UnmadeRoles> of(SqlWords words) {
        if (words.startsWith("COMMENT")) {
            return words.size() > 3
                    ? List.of(new UnmadeRoles(
                            Optional.of(words.get(3)), new Uncompared("comment", "on role " + words.get(3), NOT_MADE)))
                    : List.of();
        }
        if (words.startsWith("ALTER")) {
            return alter(words);
        }
        boolean grant = words.startsWith("GRANT");
        return grant || words.startsWith("REVOKE") ? memberships(words, grant ? "TO" : "FROM") : List.of();
    }

    private static List<UnmadeRoles> alter(SqlWords words) {
        String role = words.get(2);
        if (words.startsWith("ALTER", "GROUP") && words.size() > 4 && !words.contains("RENAME")) {
            return words.get(3).equals("add") || words.get(3).equals("drop")
                    ? names(words, 5).stream()
                            .map(member -> membership(role, member))
                            .toList()
                    : List.of();
        }
        int in = words.indexOf("IN");
        if (in > 2 && words.size() > in + 2 && words.get(in + 1).equals("database")) {
            return List.of(part("setting", "of role " + role + " in database " + words.get(in + 2)));
        }
        return List.of(new UnmadeRoles(Optional.of(role), new Uncompared(ObjectKind.ROLE.label(), role, NOT_MADE)));
    }

    private static List<UnmadeRoles> memberships(SqlWords words, String preposition) {
        int to = words.indexOf(preposition);
        List<UnmadeRoles> found = new ArrayList<>();
        if (to > 1) {
            List<String> groups = new ArrayList<>();
            // REVOKE ADMIN OPTION FOR a FROM b
            for (int i = Math.max(words.indexOf("FOR"), 0) + 1; i < to; i++) {
                groups.add(words.get(i));
            }
            for (String member : names(words, to + 1)) {
                groups.forEach(group -> found.add(membership(group, member)));
            }
        }
        return found;
    }

    /** Names up to the first word that is none. */
    private static List<String> names(SqlWords words, int from) {
        List<String> names = new ArrayList<>();
        for (int i = from; i < words.size(); i++) {
            if (Set.of("with", "granted", "cascade", "restrict").contains(words.get(i))) {
                break;
            }
            names.add(words.get(i));
        }
        return names;
    }

    private static UnmadeRoles membership(String group, String member) {
        return new UnmadeRoles(
                Optional.of(member),
                new Uncompared(
                        ObjectKind.MEMBERSHIP.label(),
                        member + " in " + group,
                        "the desired state does not make the role " + member));
    }

    private static UnmadeRoles part(String kind, String name) {
        return new UnmadeRoles(Optional.empty(), new Uncompared(kind, name, NOT_COMPARED));
    }
}
