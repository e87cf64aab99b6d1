package dev.countersign.postgres.script;

import dev.countersign.devdb.NotLentException;
import dev.countersign.postgres.devdb.DisarmedExtensions;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** What a dev database refuses that may be right elsewhere, and what the user can do then. */
public final class Refusals {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final Pattern FOR_SUPERUSERS = Pattern.compile(
            "(?i)superuser|permission denied for language|only roles with the|must be owner of (?:subscription|type|text search|cast|foreign-data|event|language)|permission denied to (?:create|change default privileges)");

    /** What a server says of what it was built or installed without. */
    private static final Pattern LACKING = Pattern.compile(
            "extension \".+\" is not available|This functionality requires the server to be built with");

    private static final String FEATURE_NOT_SUPPORTED = "0A000";

    /** What the server says of aggregates that superusers alone can make, as if the statement were wrong. */
    private static final Pattern INTERNAL_STATE = Pattern.compile("aggregate transition data type cannot be internal");

    /** Behind what the server said of a right. */
    static final String HOW =
            "; the dev database does not lend that right, because a script could reach beyond its database with it: name a dev database"
                    + " whose role is a superuser with --dev-url postgres://...";

    private static final String ELSEWHERE =
            "; the dev database's server lacks it: name a dev database whose server has it with --dev-url postgres://...";

    private Refusals() {}

    /** What the server said, and what the user can do now when the server wants a superuser. */
    public static SQLException explained(SQLException refused) {
        String message = String.valueOf(refused.getMessage());
        if (message.contains(DisarmedExtensions.NO_LIBRARY)) {
            return new NotLentException("it calls a function that reaches files or other servers" + HOW, refused);
        }
        if (FEATURE_NOT_SUPPORTED.equals(refused.getSQLState())
                && LACKING.matcher(message).find()) {
            return new NotLentException(withoutHint(message) + ELSEWHERE, refused);
        }
        boolean rights = INSUFFICIENT_PRIVILEGE.equals(refused.getSQLState())
                && FOR_SUPERUSERS.matcher(message).find();
        return (rights || INTERNAL_STATE.matcher(message).find()) && !(refused instanceof NotLentException)
                ? new NotLentException(withoutHint(message) + HOW, refused)
                : refused;
    }

    private static String withoutHint(String message) {
        return message.replaceFirst("(?s)\\s*\\n\\s*(?:Detail|Hint):.*", "");
    }
}
