package dev.countersign.lint;

import dev.countersign.hcl.NearestName;
import dev.countersign.source.SqlScript;
import dev.countersign.source.SqlScript.Placed;
import dev.countersign.source.SqlScript.Written;
import dev.countersign.sql.Directive;
import dev.countersign.sql.DirectiveUse.Place;
import dev.countersign.sql.ScriptStatement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at the directives of a migration themselves: DIR101 has no effect where or as it stands, DIR102 is not known or says something that is not known,
 * DIR103 has no effect because the policy forces the check. What is known and not evaluated is named as such.
 */
final class DirectiveAudit {
    private static final String ANALYZER = "directives";
    private static final String INACTIVE = "DIR101";
    private static final String UNKNOWN = "DIR102";
    private static final String FORCED = "DIR103";

    /** Names of directives, and why those that are not evaluated are not. */
    private static final Map<String, String> NOT_EVALUATED = Map.of(
            "checkpoint", "a migration is judged on the state that it is given, not on checkpoints",
            "sum", "the sum file of a directory is not read here",
            "sensitive", "statements are shown as they are");

    private static final Set<String> EVALUATED =
            Set.of("nolint", "txmode", "delimiter", "import", "renamed_from", "txtar", "assert");
    private static final Set<String> ANALYZERS = Set.of(
            "destructive",
            "data_depend",
            "condrop",
            "incompatible",
            "nestedtx",
            "concurrent_index",
            "naming",
            "non_linear",
            "ownership");

    private final Set<String> ownCodes;
    private final Set<String> ownAnalyzers;
    private final Set<String> codes;
    private final SqlScript script;
    private final Set<String> beside;
    private final List<Diagnostic> found = new ArrayList<>();
    private final List<String> notEvaluated = new ArrayList<>();

    /** @param beside directives that somebody else has evaluated */
    DirectiveAudit(Linter linter, SqlScript script, Set<String> beside) {
        this.beside = Set.copyOf(beside);
        this.ownCodes = linter.codes();
        this.ownAnalyzers = linter.names();
        this.codes = new KnownCodes(ownCodes).all();
        this.script = script;
    }

    /** Findings about directives, as the policy weighs them. */
    List<Diagnostic> found(LintSettings settings) {
        return found.stream()
                .map(finding -> Linter.ofItsCode(finding, settings))
                .toList();
    }

    /** Directives that were read and not evaluated, one sentence each. */
    List<String> notEvaluated() {
        return notEvaluated;
    }

    /** Looks at every directive, given what the analyzers found. */
    void check(List<Diagnostic> findings, LintSettings settings) {
        for (Written written : script.directives()) {
            Directive directive = written.use().directive();
            switch (directive.name()) {
                case "nolint" -> nolint(written, findings, settings);
                case "txmode" -> txmode(written);
                case "delimiter" -> {
                    if (directive.offset() != 0 || directive.argument().isEmpty()) {
                        add(INACTIVE, written, "only the first line of a file sets the delimiter");
                    }
                }
                case "import" -> {
                    if (directive.argument().isEmpty()) {
                        add(UNKNOWN, written, "it names no file");
                    }
                }
                case "renamed_from" ->
                    add(INACTIVE, written, "a migration says itself what it renames; it counts in the desired state");
                case "txtar" -> {
                    if (written.use().place() != Place.FILE) {
                        withoutEffect(written, "it counts only at the top of a file, with an empty line behind it");
                    }
                }
                case "assert" -> assertion(written, findings);
                default -> other(written);
            }
        }
    }

    /** What a question says it is about must be among the findings that it could answer. */
    private void assertion(Written written, List<Diagnostic> findings) {
        Directive directive = written.use().directive();
        List<SqlScript.Check> checks = script.checks().stream()
                .filter(c -> c.file().equals(written.file()))
                .toList();
        if (directive.argument().equals(SqlScript.Assertion.ONE_OF)) {
            if (checks.isEmpty() || written.use().place() != Place.FILE) {
                withoutEffect(
                        written, "it counts only at the top of the checks of an archive, with an empty line behind it");
            }
            return;
        }
        boolean asked = checks.stream()
                .flatMap(c -> c.assertions().stream())
                .anyMatch(a -> a.directives().contains(directive));
        if (!asked) {
            withoutEffect(written, "it counts only above a question in the checks of an archive");
            return;
        }
        for (String word : directive.words()) {
            boolean used = findings.stream()
                    .flatMap(d -> d.suppression().stream())
                    .anyMatch(s ->
                            s.by().equals("atlas:assert " + word) && s.detail().startsWith(written.where() + ","));
            if (!used && words(written, List.of(word))) {
                add(INACTIVE, written, "this file has no finding " + word + " about a table that the question names");
            }
        }
    }

    /** A gate that somebody counts on and that does not close. */
    private void withoutEffect(Written written, String why) {
        add(INACTIVE, written, why);
        notEvaluated.add(written.where() + ": the directive "
                + written.use().directive().name() + " is not evaluated: " + why + ".");
    }

    private void other(Written written) {
        String name = written.use().directive().name();
        if (beside.contains(name)) {
            return;
        }
        String why = NOT_EVALUATED.get(name);
        if (why != null) {
            notEvaluated.add(written.where() + ": the directive " + name + " is not evaluated: " + why + ".");
            return;
        }
        Set<String> known = new TreeSet<>(EVALUATED);
        known.addAll(NOT_EVALUATED.keySet());
        String suggestion = NearestName.of(name, known)
                .map(n -> "; did you mean " + n + "?")
                .orElse("");
        add(UNKNOWN, written, "there is no such directive" + suggestion);
        notEvaluated.add(written.where() + ": the directive " + name + " is not known"
                + (suggestion.isEmpty() ? "." : suggestion));
    }

    private void txmode(Written written) {
        Directive directive = written.use().directive();
        if (!Set.of("none", "file").contains(directive.argument())) {
            String why = directive.argument().equals("all")
                    ? "a file cannot ask for one transaction over all files"
                    : "its value must be none or file";
            add(UNKNOWN, written, why);
            notEvaluated.add(written.where() + ": the directive txmode is not evaluated: " + why + ".");
        } else if (written.use().place() != Place.FILE) {
            add(INACTIVE, written, "it counts only at the top of a file, with an empty line behind it");
        } else {
            long values = script.directives().stream()
                    .filter(w -> w.file().equals(written.file())
                            && w.use().place() == Place.FILE
                            && w.use().directive().name().equals("txmode"))
                    .count();
            if (values > 1) {
                add(UNKNOWN, written, "the file says it " + values + " times; keep one");
            }
        }
    }

    private void nolint(Written written, List<Diagnostic> findings, LintSettings settings) {
        Directive directive = written.use().directive();
        boolean known = words(
                written,
                directive.words().stream()
                        .filter(word -> !ofProject(word, settings))
                        .toList());
        switch (written.use().place()) {
            case DETACHED ->
                add(
                        INACTIVE,
                        written,
                        "it does not stand directly above a statement; put it on the line above the one that is meant, without an empty line between");
            case SPACED ->
                add(
                        INACTIVE,
                        written,
                        "above a statement only one space may stand between the dashes and the directive");
            case INSIDE -> add(INACTIVE, written, "it stands inside a statement; put it on a line of its own above");
            case FILE, STATEMENT, FIRST_STATEMENT -> effect(written, findings, settings, known);
        }
    }

    /** Whether the word is a rule of the project's own, or a set of them. */
    private static boolean ofProject(String word, LintSettings settings) {
        return settings.statements().stream()
                        .flatMap(rules -> rules.rules().stream())
                        .anyMatch(rule -> rule.name().equals(word))
                || settings.rules().stream()
                        .anyMatch(set -> set.ruleNames().contains(word) || word.equals("rule/" + set.name()));
    }

    /** Whether somebody here reports something by each of these words; those that mean nothing are said together. */
    private boolean words(Written written, List<String> words) {
        List<String> unknown = new ArrayList<>();
        boolean known = true;
        for (String word : words) {
            if (ownCodes.contains(word) || ownAnalyzers.contains(word)) {
                continue;
            }
            known = false;
            if (codes.contains(word) || ANALYZERS.contains(word)) {
                add(INACTIVE, written, "no analyzer here reports " + word);
            } else {
                unknown.add(word);
            }
        }
        if (!unknown.isEmpty()) {
            add(UNKNOWN, written, "there is no code or analyzer " + String.join(", ", unknown) + meant(unknown));
        }
        return known;
    }

    private String meant(List<String> unknown) {
        if (unknown.contains("--")) {
            return "; a remark goes on a line of its own, as everything behind the directive is read as codes";
        }
        Set<String> names = new TreeSet<>(codes);
        names.addAll(ANALYZERS);
        names.addAll(ownAnalyzers);
        return unknown.stream()
                .flatMap(word -> NearestName.of(word, names).stream())
                .findFirst()
                .map(n -> "; did you mean " + n + "?")
                .orElse("");
    }

    private void effect(Written written, List<Diagnostic> findings, LintSettings settings, boolean known) {
        Directive directive = written.use().directive();
        Set<Integer> statements = new HashSet<>(statements(written));
        List<Diagnostic> under = findings.stream()
                .filter(d -> statements.contains(d.statement()))
                .toList();
        List<String> words = directive.words().isEmpty() ? List.of("") : directive.words();
        for (String word : words) {
            NoLint one = new NoLint(word.isEmpty() ? List.of() : List.of(word), written.where());
            List<Diagnostic> covered = under.stream().filter(one::covers).toList();
            boolean hides = covered.stream()
                    .anyMatch(d -> d.suppression()
                            .filter(s -> s.by().startsWith("nolint"))
                            .isPresent());
            boolean forced = covered.stream()
                    .anyMatch(d -> d.active() && settings.of(d.analyzer()).force());
            if (forced) {
                Diagnostic first = covered.stream()
                        .filter(d -> d.active() && settings.of(d.analyzer()).force())
                        .findFirst()
                        .orElseThrow();
                add(
                        FORCED,
                        written,
                        "the policy forces " + first.analyzer() + " ("
                                + settings.of(first.analyzer()).where() + ")");
            } else if (!hides && known) {
                add(INACTIVE, written, unused(written, word, covered));
            }
        }
        if (written.use().place() == Place.FIRST_STATEMENT && ofFile(written).size() > 1) {
            add(
                    INACTIVE,
                    written,
                    "for the whole file: it touches the first statement, so it counts for that one only; put an empty line behind it");
        }
    }

    private static String unused(Written written, String word, List<Diagnostic> covered) {
        boolean listed = covered.stream().anyMatch(d -> !d.active());
        String where = written.use().place() == Place.FILE ? "in this file" : "on this statement";
        if (listed) {
            return "what it names " + where + " is let through by the policy already";
        }
        return "there is nothing to hide " + where + (word.isEmpty() ? "" : " by the name " + word);
    }

    /** Numbers of the statements that a directive is about. */
    private List<Integer> statements(Written written) {
        return switch (written.use().place()) {
            case FILE -> ofFile(written);
            case STATEMENT, FIRST_STATEMENT, SPACED, INSIDE, DETACHED -> {
                int number = number(written);
                yield number == 0 ? List.of() : List.of(number);
            }
        };
    }

    private List<Integer> ofFile(Written written) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < script.statements().size(); i++) {
            if (script.statements().get(i).file().equals(written.file())) {
                numbers.add(i + 1);
            }
        }
        return numbers;
    }

    /** The statement at which a finding about a directive is shown: its own, or else the next or the first of the file; 0 when there is none. */
    private int number(Written written) {
        Optional<ScriptStatement> statement = written.use().statement();
        List<Integer> file = ofFile(written);
        for (int number : file) {
            Placed placed = script.statements().get(number - 1);
            if (statement.filter(placed.statement()::equals).isPresent()) {
                return number;
            }
        }
        return file.isEmpty()
                ? 0
                : statement.isPresent() || written.use().place() == Place.FILE ? file.getFirst() : file.getLast();
    }

    private void add(String code, Written written, String why) {
        int number = number(written);
        String sql = number == 0
                ? ""
                : script.statements().get(number - 1).statement().text();
        Directive directive = written.use().directive();
        String text = (directive.name() + " " + directive.argument()).strip();
        found.add(new Diagnostic(
                code,
                ANALYZER,
                Severity.WARNING,
                number,
                number == 0 ? new TextRange(0, 0) : Locator.firstWord(sql),
                "The directive \"" + text + "\" in " + written.where()
                        + (code.equals(UNKNOWN) ? " is not understood: " : " has no effect: ") + why
                        + (why.endsWith("?") ? "" : "."),
                Optional.empty(),
                Diagnostic.Evidence.SQL_TEXT,
                List.of(),
                Optional.empty()));
    }
}
