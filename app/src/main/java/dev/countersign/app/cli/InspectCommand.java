package dev.countersign.app.cli;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Uncompared;
import dev.countersign.ddl.HclText;
import dev.countersign.engine.Inspection;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.Workspace;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.report.StateTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads one state and shows it. */
@Command(
        name = "inspect",
        description = "Read one schema state: what is in it, and what was seen and is not compared.",
        footer = {
            "",
            "--format hcl names what the schema language cannot say in a comment at the top and then ends with exit code 3.",
            "Example: countersign inspect --url postgres://me@localhost/shop --format sql --out schema.sql"
        })
final class InspectCommand implements Callable<Integer> {
    @Mixin
    private ProjectOptions project;

    @Option(
            names = {"-u", "--url", "--from"},
            paramLabel = "URL",
            description = "the state to read (default: the environment's url)")
    private String url = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default), json, sql, hcl, or a Go template")
    private String format = "";

    @Mixin
    private OutputOption output;

    private final Workspace workspace;
    private final Terminal terminal;

    InspectCommand(Workspace workspace, Terminal terminal) {
        this.workspace = workspace;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReviewRequest request = project.request(url, List.of());
        OutputForm form =
                OutputForm.of(format, "schema.inspect", List.of("text", "json", "sql", "hcl"), workspace, request);
        Inspection inspection = workspace.inspect(request, Progress.none());
        inspection.notices().forEach(terminal::error);
        Optional<HclText> hcl = form.name().equals("hcl") ? Optional.of(inspection.hcl()) : Optional.empty();
        output.write(
                terminal,
                form.write(
                        template -> StateTemplate.of(
                                        inspection.json(),
                                        inspection::sql,
                                        () -> inspection.hcl().text())
                                .write(template),
                        name -> switch (name) {
                            case "json" -> inspection.json();
                            case "sql" -> inspection.sql();
                            case "hcl" -> hcl.orElseThrow().text();
                            default -> text(inspection);
                        }));
        inspection.notEvaluated().forEach(terminal::error);
        int incomplete = incomplete(hcl.map(HclText::missing).orElse(List.of()).size());
        return inspection.notEvaluated().isEmpty() ? incomplete : ExitCode.UNSUPPORTED.code();
    }

    /** A text that leaves something out must not be taken for the whole state: loaded as a desired state, it would drop the rest. */
    private int incomplete(int missing) {
        if (missing == 0) {
            return 0;
        }
        terminal.error(
                missing
                        + (missing == 1 ? " thing has" : " things have")
                        + " no form in the schema language; the comment at the top of the text names them. As a desired state, the text would drop them.");
        return ExitCode.UNSUPPORTED.code();
    }

    private static String text(Inspection inspection) {
        StringBuilder out = new StringBuilder();
        out.append(inspection.info().label())
                .append(" (")
                .append(inspection.info().server())
                .append("), ")
                .append(inspection.info().objects())
                .append(" objects, fingerprint ")
                .append(inspection.info().fingerprint())
                .append('\n');
        Map<ObjectKind, List<SchemaObject>> byKind = new EnumMap<>(ObjectKind.class);
        for (SchemaObject object : inspection.catalog().objects().values()) {
            byKind.computeIfAbsent(object.ref().kind(), kind -> new ArrayList<>())
                    .add(object);
        }
        byKind.forEach((kind, objects) -> {
            out.append('\n')
                    .append(kind.label())
                    .append(" (")
                    .append(objects.size())
                    .append(")\n");
            objects.stream()
                    .sorted(Comparator.comparing(SchemaObject::ref))
                    .forEach(object ->
                            out.append("  ").append(object.ref().display()).append('\n'));
        });
        if (!inspection.catalog().uncompared().isEmpty()) {
            out.append("\nseen, not compared (")
                    .append(inspection.catalog().uncompared().size())
                    .append(")\n");
            for (Uncompared seen : inspection.catalog().uncompared()) {
                out.append("  ")
                        .append(seen.kind())
                        .append(' ')
                        .append(seen.name())
                        .append(": ")
                        .append(seen.reason())
                        .append('\n');
            }
        }
        return out.toString();
    }
}
