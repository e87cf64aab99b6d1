package dev.countersign.postgres.script;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Membership;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.Role;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Uncompared;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.postgres.devdb.StandInRole;
import dev.countersign.postgres.inspect.RoleReader;
import dev.countersign.sql.Lexer;
import dev.countersign.sql.SqlWords;
import dev.countersign.sql.Token;
import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The statements of a script that make and change roles. Roles belong to the whole server, which may be one that people work with, so these are not run
 * with the rest: stand-ins without login serve there. What roles they come to is found out in a transaction that is rolled back.
 */
final class RoleStatements {
    private static final Pattern MADE = Pattern.compile(
            "\\bCREATE\\s+(?:ROLE|USER|GROUP)\\s+(?!MAPPING\\b)(\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BODY = Pattern.compile("(\\$[^$]*\\$)(.*)\\1", Pattern.DOTALL);
    private static final String AWAY = "countersign_away_";
    /** Duplicate object, undefined object. */
    private static final Set<String> AS_WANTED = Set.of("42710", "42704");

    private final ScratchDatabase scratch;
    private final List<String> texts = new ArrayList<>();
    private final Set<String> made = new TreeSet<>();
    private final Set<UnmadeRoles> said = new LinkedHashSet<>();
    /** What the script says about roles and the dev database may not try out. */
    private final List<Uncompared> refused = new ArrayList<>();
    /** Whether the script has code of its own that may change roles. */
    private boolean blocks;
    /** Why the server will not take the last statement; known after a rehearsal. */
    private Optional<SQLException> lastRefusal = Optional.empty();

    RoleStatements(ScratchDatabase scratch) {
        this.scratch = scratch;
    }

    /** Takes what made the roles that are there already, of which stand-ins are there too. */
    void makeFirst(List<String> statements) {
        for (String sql : statements) {
            texts.add(sql);
            made.addAll(named(sql));
        }
    }

    /**
     * Takes a statement that is about roles, and sees to it that the roles it makes can be named.
     *
     * @return whether the statement is about nothing else, so that it is not to be run
     */
    boolean take(String sql, Connection connection) throws SQLException {
        Optional<List<String>> unlessThere = RoleBlock.of(sql);
        if (unlessThere.isPresent()) {
            for (String statement : unlessThere.get()) {
                take(statement, connection);
            }
            return true;
        }
        SqlWords words = SqlWords.of(sql);
        boolean block = words.startsWith("DO");
        boolean session = isOfSession(words);
        boolean about = !block && isAboutRoles(words);
        // a function makes none before somebody calls it
        Set<String> names = block || about && words.startsWith("CREATE") ? named(sql) : Set.of();
        if (!about && !session && names.isEmpty()) {
            return false;
        }
        texts.add(sql);
        blocks |= block;
        if (about) {
            said.addAll(UnmadeRoles.of(words));
        }
        for (String name : names) {
            made.add(name);
            if (scratch.ensureRole(name) && SqlWords.of(sql).contains("SUPERUSER")) {
                standInForSuperuser(name, connection);
            }
        }
        return about;
    }

    /** Whether the statement is about roles and nothing else. */
    static boolean isAbout(String sql) {
        SqlWords words = SqlWords.of(sql);
        return !words.startsWith("DO") && isAboutRoles(words);
    }

    private static boolean isOfSession(SqlWords words) {
        return words.startsWith("SET", "ROLE")
                || words.startsWith("RESET", "ROLE")
                || words.startsWith("SET", "SESSION", "AUTHORIZATION")
                || words.startsWith("RESET", "SESSION", "AUTHORIZATION");
    }

    private static boolean isAboutRoles(SqlWords words) {
        if (words.size() < 3) {
            return false;
        }
        boolean role = List.of("role", "user", "group").contains(words.get(1))
                && !words.get(2).equals("mapping");
        if (words.startsWith("CREATE") || words.startsWith("ALTER") || words.startsWith("DROP")) {
            return role;
        }
        boolean comment = words.startsWith("COMMENT", "ON", "ROLE");
        boolean membership = (words.startsWith("GRANT") || words.startsWith("REVOKE")) && !words.contains("ON");
        return comment || membership;
    }

    private static Set<String> named(String sql) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = MADE.matcher(withoutComments(sql));
        while (matcher.find()) {
            String name = matcher.group(1);
            names.add(
                    name.startsWith("\"")
                            ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                            : name.toLowerCase(Locale.ROOT));
        }
        return names;
    }

    /** The text with a blank for each comment, also in the bodies of blocks. */
    private static String withoutComments(String sql) {
        StringBuilder code = new StringBuilder();
        for (Token token : Lexer.tokens(sql)) {
            String text = sql.substring(token.offset(), token.offset() + token.length());
            Matcher body = token.kind() == Token.Kind.STRING ? BODY.matcher(text) : null;
            if (token.kind() == Token.Kind.COMMENT) {
                code.append(' ');
            } else if (body != null && body.matches()) {
                code.append(body.group(1))
                        .append(withoutComments(body.group(2)))
                        .append(body.group(1));
            } else {
                code.append(text);
            }
        }
        return code.toString();
    }

    /** Some objects can only belong to a superuser. A role that people made stays as it is. */
    private static void standInForSuperuser(String name, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean ours;
            boolean superuser;
            try (ResultSet row =
                    statement.executeQuery("SELECT COALESCE(pg_catalog.shobj_description(r.oid, 'pg_authid'), '') = "
                            + Literal.quote(RoleReader.OURS)
                            + ", (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user)"
                            + " FROM pg_catalog.pg_roles r WHERE r.rolname = " + Literal.quote(name))) {
                boolean found = row.next();
                ours = found && row.getBoolean(1);
                superuser = found && row.getBoolean(2);
            }
            if (ours && superuser) {
                statement.execute("ALTER ROLE " + Ident.quote(name) + " SUPERUSER");
            }
        }
    }

    /** The roles that the script makes and their memberships, as they come out of all its statements; none where our role may not make any. */
    List<SchemaObject> roles() throws SQLException {
        if (made.isEmpty()) {
            return List.of();
        }
        try (Connection connection = open()) {
            connection.setAutoCommit(false);
            try {
                return rehearsed(connection);
            } finally {
                connection.rollback();
            }
        }
    }

    /** Statements about roles run no code of a script, so a superuser of ours may try them out; only one can give every attribute and every membership. */
    private Connection open() throws SQLException {
        Optional<Connection> superuser = blocks ? Optional.empty() : scratch.openPrivileged();
        return superuser.isPresent() ? superuser.get() : scratch.openForScripts();
    }

    /** Why the server will not take the last statement, such as a role that is there already; complete after {@link #roles()}. */
    Optional<SQLException> lastRefusal() {
        return lastRefusal;
    }

    /** What the script says about roles and nobody compares, by name; complete after {@link #roles()}. */
    List<Uncompared> uncompared() {
        return Stream.concat(
                        refused.stream(),
                        said.stream().filter(unmade -> !unmade.compared(made)).map(UnmadeRoles::named))
                .distinct()
                .toList();
    }

    private List<SchemaObject> rehearsed(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("SET LOCAL lock_timeout = '5s'");
            int number = 0;
            for (String name : made) {
                tried(connection, statement, "ALTER ROLE " + Ident.quote(name) + " RENAME TO " + AWAY + number++);
            }
            actsForMadeRoles(connection, statement, true);
            for (String text : texts) {
                if (isOfSession(SqlWords.of(text))) {
                    actsForMadeRoles(connection, statement, SqlWords.of(text).startsWith("RESET"));
                }
                Optional<SQLException> no = tried(connection, statement, text);
                lastRefusal = no;
                if (no.isPresent()) {
                    name(text, no.get());
                    for (String role : named(text)) {
                        // as far as it can be had: a role that is not there would be dropped
                        standIn(role, connection, statement);
                    }
                }
            }
            tried(connection, statement, "RESET SESSION AUTHORIZATION");
            tried(connection, statement, "RESET ROLE");
        }
        List<SchemaObject> roles = new ArrayList<>();
        for (AccessRule rule : RoleReader.roles(connection)) {
            if (rule instanceof Role role && made.contains(role.ref().name())
                    || rule instanceof Membership membership
                            && made.contains(membership.member())
                            && !membership.group().startsWith(AWAY)) {
                roles.add(rule);
            }
        }
        return roles;
    }

    /** A role that is there already, or not there any more, is what the statement wants. */
    private void name(String text, SQLException no) {
        SqlWords words = SqlWords.of(text);
        if (isOfSession(words) || AS_WANTED.contains(no.getSQLState())) {
            return;
        }
        String why = "the dev database refuses what is said of it (" + firstLine(no)
                + "), so it is not compared as it is meant";
        Set<String> roles = named(text);
        if (words.startsWith("DO") || !roles.isEmpty()) {
            roles.forEach(role -> refused.add(new Uncompared(ObjectKind.ROLE.label(), role, why)));
            return;
        }
        for (UnmadeRoles role : UnmadeRoles.of(words)) {
            if (role.compared(made)) {
                refused.add(new Uncompared(role.named().kind(), role.named().name(), why));
            }
        }
    }

    private static String firstLine(SQLException refused) {
        return String.valueOf(refused.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
    }

    /** Whoever makes a role here may act for it and grant in its name, as a superuser may anywhere. Before version 16 there is no such setting. */
    private static void actsForMadeRoles(Connection connection, Statement statement, boolean acts) throws SQLException {
        tried(connection, statement, "SET LOCAL createrole_self_grant = '" + (acts ? "set, inherit" : "") + "'");
    }

    /**
     * Roles that the script names and does not make, such as those that a provider has on every server, are made for the rehearsal, so that memberships in
     * them count.
     */
    private static Optional<SQLException> tried(Connection connection, Statement statement, String sql)
            throws SQLException {
        Set<String> elsewhere = new TreeSet<>();
        while (true) {
            Savepoint before = connection.setSavepoint();
            try {
                statement.execute(sql);
                connection.releaseSavepoint(before);
                return Optional.empty();
            } catch (SQLException refused) {
                connection.rollback(before);
                Optional<String> missing = BorrowedRights.missingRole(refused);
                if (missing.isEmpty()
                        || !elsewhere.add(missing.get())
                        || !standIn(missing.get(), connection, statement)) {
                    return Optional.of(refused);
                }
            }
        }
    }

    private static boolean standIn(String role, Connection connection, Statement statement) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            statement.execute("CREATE ROLE " + Ident.quote(role));
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException refused) {
            connection.rollback(before);
            return StandInRole.isThere(refused);
        }
    }
}
