package dev.countersign.app.cli;

import dev.countersign.deprecation.Standing;
import dev.countersign.engine.DeprecationBoard;
import dev.countersign.engine.Workspace;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Lists what is called deprecated in a live database, and remembers the look. */
@Command(
        name = "deprecations",
        description =
                "List what is called deprecated in a database: since when, by which record, and when it may be dropped.",
        footer = {
            "",
            "The project file asks for it: deprecation { window = \"30d\" }. The window counts from a recorded rename: a signed plan (plans),",
            "a migration whose version is a time (migrations), or a look of this command at the database, which it adds to a file",
            "(observations). A name alone is no record. Run it regularly: looks also tell when something was still read.",
            "Example: countersign deprecations -c countersign.hcl --env prod"
        })
final class DeprecationsCommand implements Callable<Integer> {
    @Mixin
    private ProjectOptions project;

    @Mixin
    private DatabaseOption database;

    @Option(names = "--no-record", description = "only look; do not add an observation")
    private boolean noRecord;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json")
    private String format = "text";

    @Mixin
    private OutputOption output;

    private final Workspace workspace;
    private final Terminal terminal;

    DeprecationsCommand(Workspace workspace, Terminal terminal) {
        this.workspace = workspace;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String name = Formats.name(format);
        if (!List.of("text", "json").contains(name)) {
            throw new CountersignException(ExitCode.USAGE, "--format " + format + " is not one of text, json");
        }
        DeprecationBoard board = workspace.deprecations(
                project.request(database.url(), List.of()), !noRecord, new TerminalProgress(terminal));
        output.write(terminal, name.equals("json") ? json(board) : text(board));
        return 0;
    }

    private static String text(DeprecationBoard board) {
        StringBuilder out = new StringBuilder();
        out.append("Deprecated in ")
                .append(board.label())
                .append(", ")
                .append(board.at())
                .append(", window ");
        out.append(board.terms().windowText())
                .append(" (")
                .append(board.terms().where())
                .append(")\n");
        if (board.objects().isEmpty()) {
            out.append("  nothing has a name that begins with ")
                    .append(board.terms().prefix())
                    .append('\n');
        }
        for (Standing standing : board.objects()) {
            out.append("  ").append(standing.state().label()).append("  ");
            out.append(standing.object().kind().label()).append(' ');
            out.append(String.join(".", standing.object().path())).append('\n');
            line(out, standing.text());
            standing.record().flatMap(r -> r.oldName()).ifPresent(old -> line(out, "It was called " + old + "."));
            line(out, "Use: " + standing.usage().text() + ".");
            standing.remarks().stream().filter(r -> !isUse(r, standing)).forEach(r -> line(out, r));
        }
        board.remarks().forEach(remark -> out.append("  ? ").append(remark).append('\n'));
        board.recorded()
                .ifPresent(
                        file -> out.append("Observation added to ").append(file).append('\n'));
        return out.toString();
    }

    private static boolean isUse(String remark, Standing standing) {
        return remark.equalsIgnoreCase(standing.usage().text() + ".");
    }

    private static void line(StringBuilder out, String text) {
        out.append("      ").append(text).append('\n');
    }

    private static String json(DeprecationBoard board) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("database", board.label());
        root.put("at", board.at().toString());
        root.put("window", board.terms().window().toString());
        root.put("prefix", board.terms().prefix());
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Standing standing : board.objects()) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("kind", standing.object().kind().label());
            object.put("path", standing.object().path());
            object.put("state", standing.state().label());
            object.put("mayBeDropped", standing.open());
            standing.record().ifPresent(record -> {
                object.put("renamedAt", record.at().toString());
                object.put("record", record.proof().label());
                object.put("where", record.where());
                record.oldName().ifPresent(old -> object.put("was", old));
            });
            standing.opensAt().ifPresent(at -> object.put("opensAt", at.toString()));
            object.put("use", standing.usage().text());
            object.put("text", standing.text());
            object.put("remarks", standing.remarks());
            objects.add(object);
        }
        root.put("objects", objects);
        root.put("remarks", board.remarks());
        board.recorded().ifPresent(file -> root.put("observation", file.toString()));
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(root)
                + "\n";
    }
}
