package dev.countersign.app.cli;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Uncompared;
import dev.countersign.diff.Change;
import dev.countersign.diff.RenameSuggestion;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.engine.ReviewSession;
import dev.countersign.engine.Workspace;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.report.ChangeWords;
import dev.countersign.report.StateTemplate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what differs, without planning. */
@Command(
        name = "diff",
        description = "List what differs between two states, and what was seen but not compared.",
        footer = {
            "",
            "Exit code 3: something was seen and could not be compared, or was read and is not evaluated; it is named.",
            "Example: countersign diff --from postgres://me@localhost/shop --to file://desired.sql"
        })
final class DiffCommand implements Callable<Integer> {
    @Mixin
    private StateOptions states;

    @Mixin
    private OutputOption output;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default), sql, or a Go template")
    private String format = "";

    private final Workspace workspace;
    private final Terminal terminal;

    DiffCommand(Workspace workspace, Terminal terminal) {
        this.workspace = workspace;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        OutputForm form = OutputForm.of(format, "schema.diff", List.of("text", "sql"), workspace, states.request());
        try (ReviewSession session = states.open(workspace, Progress.none())) {
            // the text names in its own words what was not compared
            boolean text = form.template().isEmpty() && form.name().equals("text");
            Stream.concat(session.notices().stream(), (text ? List.<String>of() : session.gaps()).stream())
                    .distinct()
                    .forEach(terminal::error);
            output.write(
                    terminal,
                    form.write(
                            template -> StateTemplate.of(session.diff(), session.plan(Map.of()))
                                    .write(template),
                            name -> name.equals("sql")
                                    ? session.plan(Map.of()).script(session.gaps())
                                    : text(session)));
            return session.complete() ? 0 : ExitCode.UNSUPPORTED.code();
        }
    }

    private static String text(ReviewSession session) {
        SchemaDiff diff = session.diff();
        ChangeWords words = new ChangeWords();
        StringBuilder out = new StringBuilder();
        out.append("Change ")
                .append(session.currentInfo().label())
                .append(" to match ")
                .append(session.desiredInfo().label())
                .append(
                        diff.isEmpty()
                                ? nothing(session)
                                : ": " + diff.changes().size() + " differences")
                .append(", ")
                .append(diff.equalObjects())
                .append(" objects equal\n");
        for (Change change : diff.changes()) {
            out.append("  ")
                    .append(words.glyph(change))
                    .append(' ')
                    .append(words.sentence(change))
                    .append('\n');
        }
        for (RenameSuggestion suggestion : session.renameSuggestions()) {
            out.append("  looks like a rename: ")
                    .append(words.suggestion(suggestion))
                    .append('\n');
        }
        uncompared(out, "current", diff.current());
        uncompared(out, "desired", diff.desired());
        return out.toString();
    }

    private static String nothing(ReviewSession session) {
        return session.complete() ? ": nothing differs" : ": nothing of what was compared differs";
    }

    private static void uncompared(StringBuilder out, String side, Catalog catalog) {
        catalog.uncompared()
                .forEach(seen -> out.append("  ? ")
                        .append(side)
                        .append(": ")
                        .append(seen.kind())
                        .append(' ')
                        .append(seen.name())
                        .append(seen.cause() == Uncompared.Cause.LEFT_OUT ? " left out: " : " not compared: ")
                        .append(seen.reason())
                        .append('\n'));
    }
}
