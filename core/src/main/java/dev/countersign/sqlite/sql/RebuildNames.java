package dev.countersign.sqlite.sql;

import java.util.Set;

/** The names under which a table is built anew before it takes its own, and the name of the table that watches over it. */
public final class RebuildNames {
    /** Matches every such name with {@code LIKE ... ESCAPE '\'}. */
    public static final String PATTERN = "\\_countersign\\_new\\_%";

    private static final String PREFIX = "_countersign_new_";
    private static final String GUARD = "_countersign_guard";

    private RebuildNames() {}

    /** @param taken names that exist, folded */
    public static String free(String table, Set<String> taken) {
        String name = PREFIX + table;
        for (int i = 2; taken.contains(Token.fold(name)); i++) {
            name = PREFIX + i + "_" + table;
        }
        return name;
    }

    /** @param taken names that exist, folded */
    public static String freeGuard(Set<String> taken) {
        String name = GUARD;
        for (int i = 2; taken.contains(name); i++) {
            name = GUARD + "_" + i;
        }
        return name;
    }
}
