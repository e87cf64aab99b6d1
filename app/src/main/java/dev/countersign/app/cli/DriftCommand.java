package dev.countersign.app.cli;

import dev.countersign.catalog.Uncompared;
import dev.countersign.drift.DriftReport;
import dev.countersign.drift.PlanStanding;
import dev.countersign.engine.DriftRequest;
import dev.countersign.engine.Inspection;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.Workspace;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.report.ValueTemplate;
import dev.countersign.signing.manifest.Manifest;
import dev.countersign.signing.plan.PlanFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether a live database is as what is recorded of it says. */
@Command(
        name = "drift",
        description =
                "Compare a live database with what its record of migrations says it is, and both with what the files want.",
        footer = {
            "",
            "The record is the table atlas_schema_revisions of the database. The files that it names are run on the dev database;",
            "what they make is what the database should be. What the files want is --to, the environment's src, or the migration",
            "directory to its end. Also named: files that did not run (pending, out of order, before the first that is recorded),",
            "that are missing, or that are not what ran.",
            "With --plan, what is recorded is a sealed plan: the database must be as it was when the plan was made, or as the plan leaves",
            "it. Give the environment and filters that the plan was signed with; countersign verify checks the plan itself.",
            "Exit code 1: the database is not as recorded, or the record does not fit the files.",
            "Exit code 3: nothing of that, but nothing is recorded, or something could not be compared; it is named.",
            "Example: countersign drift -c countersign.hcl --env prod",
            "Example: countersign drift -c countersign.hcl --env prod --plan change.plan",
            "Example: countersign drift --url postgres://me@db.example/shop --dir file://migrations --format sql"
        })
final class DriftCommand implements Callable<Integer> {
    @Mixin
    private ProjectOptions project;

    @Mixin
    private DatabaseOption database;

    @Option(
            names = "--to",
            paramLabel = "URL",
            description =
                    "what the files want (repeatable; default: the environment's src, else the migration directory)")
    private List<String> to = new ArrayList<>();

    @Option(
            names = "--dir",
            paramLabel = "URL",
            description = "migration directory (default: the environment's): file://migrations?format=goose")
    private Optional<String> dir = Optional.empty();

    @Mixin
    private LayoutOption layout;

    @Option(
            names = "--revisions-schema",
            paramLabel = "NAME",
            description = "schema of the table atlas_schema_revisions (default: the environment's, else the only one)")
    private Optional<String> revisionsSchema = Optional.empty();

    @Option(names = "--plan", paramLabel = "FILE", description = "a sealed plan in place of the record and the files")
    private Optional<Path> plan = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text (default), json, sql (what leads back to what is recorded), or a Go template")
    private String format = "";

    @Mixin
    private OutputOption output;

    private final Workspace workspace;
    private final Terminal terminal;

    DriftCommand(Workspace workspace, Terminal terminal) {
        this.workspace = workspace;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (plan.isPresent()) {
            return ofPlan(PlanFile.parse(PlanFile.bytes(plan.get())).manifest());
        }
        ReviewRequest request = project.request(database.url(), to);
        OutputForm form = OutputForm.of(format, "migrate.drift", List.of("text", "json", "sql"), workspace, request);
        DriftReport report = workspace.drift(
                new DriftRequest(request, dir, layout.format(), revisionsSchema), new TerminalProgress(terminal));
        report.notices().forEach(terminal::error);
        DriftText text = new DriftText(report);
        output.write(terminal, form.write(new ValueTemplate(text.data())::write, name -> switch (name) {
            case "json" -> text.json();
            case "sql" -> report.back();
            default -> text.text();
        }));
        return switch (report.status()) {
            case OK -> 0;
            case DRIFT -> ExitCode.FAILED.code();
            case UNKNOWN -> ExitCode.UNSUPPORTED.code();
        };
    }

    private int ofPlan(Manifest manifest) {
        if (!to.isEmpty()
                || dir.isPresent()
                || layout.format().isPresent()
                || revisionsSchema.isPresent()
                || !format.isEmpty()) {
            throw new CountersignException(
                    ExitCode.USAGE,
                    "--plan does not go with --to, --dir, --dir-format, --revisions-schema and --format: the plan says what is expected, in one sentence");
        }
        Inspection now = workspace.inspect(project.request(database.url(), to), new TerminalProgress(terminal));
        if (!now.info().kind().equals("database")) {
            throw new CountersignException(
                    ExitCode.USAGE, "Drift is that of a live database; name one with --from or url.");
        }
        PlanStanding standing = PlanStanding.of(manifest.states(), now.info().fingerprint());
        List<Uncompared> gaps = now.catalog().uncompared().stream()
                .filter(seen -> seen.cause() == Uncompared.Cause.GAP)
                .toList();
        boolean known = standing != PlanStanding.UNKNOWN && gaps.isEmpty();
        boolean drifted = standing == PlanStanding.ELSEWHERE;
        StringBuilder text = new StringBuilder("Drift status: ")
                .append(drifted ? "DRIFT" : known ? "OK" : "UNKNOWN")
                .append("\n  ")
                .append(now.info().label())
                .append(' ')
                .append(standing.label())
                .append(" (\"")
                .append(manifest.identity().title())
                .append("\", ")
                .append(manifest.states().from().inspectedAt())
                .append(")\n");
        gaps.forEach(gap -> text.append("  ? ")
                .append(gap.kind())
                .append(' ')
                .append(gap.name())
                .append(" not compared: ")
                .append(gap.reason())
                .append('\n'));
        output.write(terminal, text.toString());
        return drifted ? ExitCode.FAILED.code() : known ? 0 : ExitCode.UNSUPPORTED.code();
    }
}
