package dev.countersign.sqlite.sql;

import java.util.Set;

/** The names under which a table is built anew before it takes its own. */
public final class RebuildNames {
    /** Matches every such name with {@code LIKE ... ESCAPE '\'}. */
    public static final String PATTERN = "\\_countersign\\_new\\_%";

    private static final String PREFIX = "_countersign_new_";

    private RebuildNames() {}

    /** @param taken names that exist, folded */
    public static String free(String table, Set<String> taken) {
        String name = PREFIX + table;
        for (int i = 2; taken.contains(Token.fold(name)); i++) {
            name = PREFIX + i + "_" + table;
        }
        return name;
    }
}
