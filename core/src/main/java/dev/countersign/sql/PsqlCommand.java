package dev.countersign.sql;

import java.util.Set;

/**
 * A line for psql in a script, such as {@code \echo done}. Some change nothing but what psql prints; others, such as {@code \i}, bring statements of
 * their own, and a script without them is another script.
 *
 * @param name the word after the backslash
 */
public record PsqlCommand(String name) {
    /** What only governs output, timing and variables, and what pg_dump frames its scripts with. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "echo",
            "qecho",
            "warn",
            "set",
            "unset",
            "pset",
            "timing",
            "restrict",
            "unrestrict",
            "x",
            "a",
            "t",
            "H",
            "errverbose");

    /** The command of a {@link ScriptStatement.Kind#META_COMMAND}. */
    public static PsqlCommand of(ScriptStatement statement) {
        String line = statement.text().strip();
        return new PsqlCommand(line.substring(1).split("[\\s;]", 2)[0]);
    }

    /** Whether a program that is not psql may pass over it. */
    public boolean withoutEffect() {
        return WITHOUT_EFFECT.contains(name);
    }

    /** Why a script with this command is refused, and what to do. */
    public String refusal() {
        return "the psql command \\" + name
                + " is not understood here, and without it this would be another script; put the SQL it stands for into the file, or name several files.";
    }
}
