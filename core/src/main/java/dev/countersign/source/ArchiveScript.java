package dev.countersign.source;

import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.SqlScript.Assertion;
import dev.countersign.source.SqlScript.Check;
import dev.countersign.source.SqlScript.Placed;
import dev.countersign.source.SqlScript.Written;
import dev.countersign.sql.Directive;
import dev.countersign.sql.DirectiveUse;
import dev.countersign.sql.Script;
import dev.countersign.sql.ScriptStatement;
import dev.countersign.sql.Syntax;
import dev.countersign.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes a migration apart that is an archive ({@code -- atlas:txtar}): each part stands behind a line {@code -- NAME --}. What runs is {@code migration.sql};
 * {@code checks.sql} and {@code checks/NAME.sql} hold questions that are asked before, and {@code down.sql} leads back. Everything keeps its place in the file.
 */
final class ArchiveScript {
    /** The directive at the top of such a file. */
    static final String DIRECTIVE = "txtar";

    private static final Pattern MARKER = Pattern.compile("(?m)^-- (\\S+) --[ \\t]*\\r?(?:\\n|\\z)");
    private static final Pattern CHECKS = Pattern.compile("checks(?:/[^/]+)?\\.sql");
    private static final String MIGRATION = "migration.sql";
    private static final String DOWN = "down.sql";

    private final String file;
    private final String text;
    private final Syntax syntax;
    private final List<Directive> ofFile;
    private final List<Placed> statements = new ArrayList<>();
    private final List<Written> directives = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private final List<String> notEvaluated = new ArrayList<>();

    /** A part of the text, without the line that names it. */
    private record Part(String name, int start, int end) {}

    /** A part that was cut into statements, with the directives at its own top. */
    private record Section(Script script, List<Directive> top) {}

    private ArchiveScript(String file, String text, Syntax syntax, List<Directive> ofFile) {
        this.file = file;
        this.text = text;
        this.syntax = syntax;
        this.ofFile = ofFile;
    }

    /**
     * @param text the whole file, with the directive at its top
     * @throws SourceException when a quote or comment is still open at the end of a part
     */
    static SqlScript parse(String file, String text, Syntax syntax) {
        Matcher first = MARKER.matcher(text);
        String top = first.find() ? text.substring(0, first.start()) : text;
        List<Directive> ofFile = Script.parse(top, syntax).fileDirectives();
        ArchiveScript archive = new ArchiveScript(file, text, syntax, ofFile);
        ofFile.forEach(d -> archive.directives.add(
                new Written(new DirectiveUse(d, DirectiveUse.Place.FILE, Optional.empty()), file)));
        List<Part> parts = archive.parts();
        parts.forEach(archive::take);
        if (parts.stream().noneMatch(p -> p.name().equals(MIGRATION))) {
            archive.notEvaluated.add(file + ": the archive has no part " + MIGRATION + ", so nothing of it runs.");
        }
        return new SqlScript(
                archive.statements, List.of(), archive.notEvaluated, archive.directives, List.of(), archive.checks);
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        Matcher marker = MARKER.matcher(text);
        boolean more = marker.find();
        while (more) {
            String name = marker.group(1);
            int start = marker.end();
            more = marker.find();
            parts.add(new Part(name, start, more ? marker.start() : text.length()));
        }
        return parts;
    }

    private void take(Part part) {
        if (part.name().equals(MIGRATION)) {
            Section section = section(part);
            List<Directive> top =
                    Stream.concat(ofFile.stream(), section.top().stream()).toList();
            section.script().statements().forEach(s -> statements.add(new Placed(s, file, top)));
        } else if (CHECKS.matcher(part.name()).matches()) {
            check(part.name(), section(part));
        } else if (!part.name().equals(DOWN)) {
            notEvaluated.add(file + ": the part " + part.name() + " of the archive is not evaluated: only " + MIGRATION
                    + ", checks.sql, checks/NAME.sql and " + DOWN + " mean something.");
        }
    }

    private void check(String name, Section section) {
        List<Directive> top = section.top().stream()
                .filter(d -> d.name().equals(Assertion.DIRECTIVE))
                .toList();
        boolean oneOf = top.stream().anyMatch(d -> d.argument().equals(Assertion.ONE_OF));
        List<Assertion> assertions = new ArrayList<>();
        for (ScriptStatement statement : section.script().statements()) {
            List<Directive> said = Stream.concat(top.stream(), statement.directives(Assertion.DIRECTIVE).stream())
                    .filter(d -> !d.argument().equals(Assertion.ONE_OF))
                    .toList();
            assertions.add(new Assertion(statement, said));
        }
        checks.add(new Check(file, name, oneOf, assertions));
    }

    private Section section(Part part) {
        Script script = Script.parse(blank(0, part.start()) + text.substring(part.start(), part.end()), syntax);
        Optional<Token> open = script.unterminated().filter(t -> !syntax.mayStayOpen(t));
        if (open.isPresent()) {
            throw new SourceException(
                    ExitCode.FAILED,
                    file + " line " + script.line(open.get().offset())
                            + ": the quote or comment that starts here is still open at the end of " + part.name()
                            + "; close it.");
        }
        int lines = script.line(part.start()) - 1;
        List<Directive> top = Script.parse(text.substring(part.start(), part.end()), syntax).fileDirectives().stream()
                .map(d ->
                        new Directive(d.name(), d.argument(), d.offset() + part.start(), d.length(), d.line() + lines))
                .toList();
        for (DirectiveUse use : script.directives()) {
            boolean isTop = top.contains(use.directive());
            directives.add(new Written(
                    isTop ? new DirectiveUse(use.directive(), DirectiveUse.Place.FILE, use.statement()) : use, file));
        }
        return new Section(script, top);
    }

    /** As many blanks, in the same lines. */
    private String blank(int start, int end) {
        return text.substring(start, end).replaceAll("[^\\r\\n]", " ");
    }
}
