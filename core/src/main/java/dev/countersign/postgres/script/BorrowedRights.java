package dev.countersign.postgres.script;

import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.sql.SqlWords;
import dev.countersign.sql.postgres.Ident;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gets statements through on a dev database that has neither the roles that they name nor a superuser, without changing where they lead. */
final class BorrowedRights {
    private static final String UNDEFINED_OBJECT = "42704";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** The server writes the name as it is, also with quotes in it. */
    private static final Pattern MISSING_ROLE = Pattern.compile("(?s)role \"(.+)\" does not exist");

    private static final Pattern DENIED =
            Pattern.compile("permission denied for (schema|database|foreign-data wrapper) (.+)");

    private final ScratchDatabase scratch;

    BorrowedRights(ScratchDatabase scratch) {
        this.scratch = scratch;
    }

    /** What to run instead of the statement; empty when it was refused for another reason. */
    List<String> instead(String sql, SQLException refused) throws SQLException {
        Optional<String> role = missingRole(refused);
        if (role.isPresent()) {
            return scratch.ensureRole(role.get()) ? List.of(sql) : List.of();
        }
        return newOwner(sql, refused).map(owner -> owner.around(sql)).orElse(List.of());
    }

    /**
     * Sees to it that an extension is installed that only a superuser may install.
     *
     * @return whether the statement installs one, which is done now
     */
    boolean installs(String sql) throws SQLException {
        Optional<ExtensionStatement> wanted = ExtensionStatement.of(sql).filter(ExtensionStatement::creates);
        return wanted.isPresent()
                && scratch.ensureExtension(
                        wanted.get().extension(),
                        wanted.get().schema(),
                        wanted.get().version());
    }

    /**
     * A role that is to own something and may not create it there.
     *
     * @param privilege what it lacks, and on what
     */
    private record NewOwner(String role, String privilege) {

        /** Lends the privilege for this one statement, so that the privileges of the state stay as they are. */
        List<String> around(String sql) {
            return List.of(
                    "GRANT " + privilege + " TO " + Ident.quote(role),
                    sql,
                    "REVOKE " + privilege + " FROM " + Ident.quote(role));
        }
    }

    /**
     * The new owner must have CREATE on the schema ({@code ALTER TABLE}, Notes), USAGE on the wrapper ({@code ALTER SERVER}), or CREATE on the database
     * ({@code ALTER PUBLICATION}). Dumps name such owners before they grant anything.
     */
    private static Optional<NewOwner> newOwner(String sql, SQLException refused) {
        Matcher denied = DENIED.matcher(
                String.valueOf(refused.getMessage()).lines().findFirst().orElse(""));
        SqlWords words = SqlWords.of(sql);
        int end = words.size();
        boolean stated = words.startsWith("ALTER")
                && end > 4
                && words.slice(end - 3, end - 1).is("OWNER", "TO");
        if (!stated || !INSUFFICIENT_PRIVILEGE.equals(refused.getSQLState()) || !denied.find()) {
            return Optional.empty();
        }
        String privilege = (denied.group(1).equals("foreign-data wrapper") ? "USAGE" : "CREATE") + " ON "
                + denied.group(1).toUpperCase(Locale.ROOT).replace('-', ' ') + " ";
        return Optional.of(new NewOwner(words.get(end - 1), privilege + Ident.quote(denied.group(2))));
    }

    static Optional<String> missingRole(SQLException refused) {
        if (!UNDEFINED_OBJECT.equals(refused.getSQLState())) {
            return Optional.empty();
        }
        Matcher role = MISSING_ROLE.matcher(String.valueOf(refused.getMessage()));
        return role.find() ? Optional.of(role.group(1)) : Optional.empty();
    }
}
