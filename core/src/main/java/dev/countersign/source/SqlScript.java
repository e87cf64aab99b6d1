package dev.countersign.source;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.ddl.DdlStatement;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.sql.Directive;
import dev.countersign.sql.DirectiveUse;
import dev.countersign.sql.RenameDirective;
import dev.countersign.sql.RenameDirectives;
import dev.countersign.sql.Script;
import dev.countersign.sql.ScriptStatement;
import dev.countersign.sql.Syntax;
import dev.countersign.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements of one or more SQL files in the order in which they run.
 *
 * @param statements every statement with its place
 * @param renames the renames that its comments state
 * @param notEvaluated what the files say that has no effect, one sentence each
 * @param directives every directive of the files
 * @param closing statements of our own to run after them, with every right that there is; never anything that somebody wrote
 * @param checks what archives among the files ask before their statements run
 * @param external what is there and made by somebody else, as the files say
 */
public record SqlScript(
        List<Placed> statements,
        List<RenameDirective> renames,
        List<String> notEvaluated,
        List<Written> directives,
        List<String> closing,
        List<Check> checks,
        Set<ObjectRef> external) {
    /** The file of statements that no file holds, but that say which schema is compared. */
    public static final String PRELUDE = "the compared schema";

    public SqlScript {
        statements = List.copyOf(statements);
        renames = List.copyOf(renames);
        notEvaluated = List.copyOf(notEvaluated);
        directives = List.copyOf(directives);
        closing = List.copyOf(closing);
        checks = List.copyOf(checks);
        external = Set.copyOf(external);
    }

    /** A script that names nothing as somebody else's. */
    public SqlScript(
            List<Placed> statements,
            List<RenameDirective> renames,
            List<String> notEvaluated,
            List<Written> directives,
            List<String> closing,
            List<Check> checks) {
        this(statements, renames, notEvaluated, directives, closing, checks, Set.of());
    }

    /** A script without questions. */
    public SqlScript(
            List<Placed> statements,
            List<RenameDirective> renames,
            List<String> notEvaluated,
            List<Written> directives,
            List<String> closing) {
        this(statements, renames, notEvaluated, directives, closing, List.of());
    }

    /** A script that somebody wrote. */
    public SqlScript(
            List<Placed> statements,
            List<RenameDirective> renames,
            List<String> notEvaluated,
            List<Written> directives) {
        this(statements, renames, notEvaluated, directives, List.of());
    }

    /** A script of which everything has an effect. */
    public SqlScript(List<Placed> statements, List<RenameDirective> renames) {
        this(statements, renames, List.of(), List.of());
    }

    /** A script without directives. */
    public SqlScript(List<Placed> statements, List<RenameDirective> renames, List<String> notEvaluated) {
        this(statements, renames, notEvaluated, List.of());
    }

    /** The same script, of which more has no effect. */
    SqlScript andNotEvaluated(List<String> more) {
        return new SqlScript(
                statements,
                renames,
                Stream.concat(notEvaluated.stream(), more.stream()).toList(),
                directives,
                closing,
                checks,
                external);
    }

    /** The same script of files whose comments state no renames, of which more has no effect. */
    public SqlScript ofMigration(List<String> more) {
        return new SqlScript(statements, List.of(), notEvaluated, directives, closing, checks, external)
                .andNotEvaluated(more);
    }

    /** A directive and the file it stands in. */
    public record Written(DirectiveUse use, String file) {
        /** File and line, for people. */
        public String where() {
            return file + " line " + use.directive().line();
        }
    }

    /**
     * A statement and where it stands.
     *
     * @param file file it stands in, for people
     * @param fileDirectives the directives at the top of that file
     * @param origin what it was made of, when the file is no SQL; such statements wait for what they refer to
     */
    public record Placed(
            ScriptStatement statement, String file, List<Directive> fileDirectives, Optional<DdlStatement> origin) {
        public Placed {
            fileDirectives = List.copyOf(fileDirectives);
        }

        private Placed saying(Directive more) {
            List<Directive> all = new ArrayList<>(fileDirectives);
            all.add(more);
            return new Placed(statement, file, all, origin);
        }

        /** A statement that stands in a file itself. */
        public Placed(ScriptStatement statement, String file, List<Directive> fileDirectives) {
            this(statement, file, fileDirectives, Optional.empty());
        }
    }

    /** The same script, where files that say nothing about a directive say this. */
    public SqlScript unlessSaid(String directive, String argument) {
        Directive standard = new Directive(directive, argument, 0, 0, 1);
        List<Placed> saying = statements.stream()
                .map(s ->
                        s.fileDirectives().stream().anyMatch(d -> d.name().equals(directive)) ? s : s.saying(standard))
                .toList();
        return new SqlScript(saying, renames, notEvaluated, directives, closing, checks, external);
    }

    /** The same script up to a number of statements. */
    public SqlScript first(long count) {
        return new SqlScript(
                statements.stream().limit(count).toList(),
                renames,
                notEvaluated,
                directives,
                closing,
                checks,
                external);
    }

    /** Several scripts, one after the other. */
    public static SqlScript joined(List<SqlScript> scripts) {
        return new SqlScript(
                scripts.stream().flatMap(s -> s.statements().stream()).toList(),
                scripts.stream().flatMap(s -> s.renames().stream()).toList(),
                scripts.stream().flatMap(s -> s.notEvaluated().stream()).toList(),
                scripts.stream().flatMap(s -> s.directives().stream()).toList(),
                List.of(),
                scripts.stream().flatMap(s -> s.checks().stream()).toList(),
                scripts.stream().flatMap(s -> s.external().stream()).collect(Collectors.toSet()));
    }

    /**
     * Questions that are asked before the statements of a file run.
     *
     * @param file the file they stand in
     * @param name the part of the archive, e.g. {@code checks.sql}
     * @param oneOf whether one of them is enough; otherwise all must be answered with yes
     * @param assertions the questions
     */
    public record Check(String file, String name, boolean oneOf, List<Assertion> assertions) {
        public Check {
            assertions = List.copyOf(assertions);
        }
    }

    /**
     * A question that has to be answered with yes.
     *
     * @param statement a query for one value
     * @param directives which findings it is about, as it says
     */
    public record Assertion(ScriptStatement statement, List<Directive> directives) {
        /** The directive that says which findings it is about. */
        public static final String DIRECTIVE = "assert";

        /** What the directive says at the top of questions of which one is enough. */
        public static final String ONE_OF = "oneof";

        public Assertion {
            directives = List.copyOf(directives);
        }

        /** Where it says that it is about findings of that code. */
        public Optional<Directive> about(String code) {
            return directives.stream().filter(d -> d.words().contains(code)).findFirst();
        }
    }

    /**
     * Cuts a text into statements; of an archive, those of its migration.
     *
     * @param file name of the file, for people
     * @param syntax the rules of the product that will run it
     * @throws SourceException when a quote or comment is still open at the end
     */
    public static SqlScript parse(String file, String text, Syntax syntax) {
        Script script = Script.parse(text, syntax);
        if (!script.fileDirectives(ArchiveScript.DIRECTIVE).isEmpty()) {
            return ArchiveScript.parse(file, text, syntax);
        }
        Optional<Token> open = script.unterminated().filter(t -> !syntax.mayStayOpen(t));
        if (open.isPresent()) {
            throw new SourceException(
                    ExitCode.FAILED,
                    file + " line " + script.line(open.get().offset())
                            + ": the quote or comment that starts here is still open at the end of the file; close it.");
        }
        return new SqlScript(
                script.statements().stream()
                        .map(s -> new Placed(s, file, script.fileDirectives()))
                        .toList(),
                RenameDirectives.find(script),
                List.of(),
                script.directives().stream().map(use -> new Written(use, file)).toList());
    }
}
