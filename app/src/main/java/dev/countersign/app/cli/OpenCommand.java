package dev.countersign.app.cli;

import dev.countersign.app.shell.Environments;
import dev.countersign.app.shell.WorkbenchApp;
import dev.countersign.app.shell.WorkbenchSnapshot;
import dev.countersign.app.signoff.Sealing;
import dev.countersign.engine.EnvironmentChoice;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.ReviewSession;
import dev.countersign.engine.Workspace;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.report.DefinitionSource;
import dev.countersign.report.ReviewReports;
import dev.countersign.review.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens the workbench; where there is no display it shows the same review in the terminal and leaves a report and a picture. */
@Command(
        name = "open",
        description = "Open the workbench on a project folder (this is what countersign does without a command).",
        footer = {
            "",
            "Without --env the first environment of the project file is opened.",
            "Example: countersign open sample-schemas/storefront --env prod"
        })
final class OpenCommand implements Callable<Integer> {
    private static final int PICTURE_WIDTH = 1600;
    private static final int PICTURE_HEIGHT = 1000;

    @Parameters(paramLabel = "FOLDER", arity = "0..1", description = "the project's folder (default: this one)")
    private Path folder = Path.of("");

    @Mixin
    private StateOptions states;

    @Option(
            names = "--picture",
            paramLabel = "FILE.png",
            description = "draw the window into a file instead of showing it")
    private Optional<Path> picture = Optional.empty();

    @Option(names = "--dark", description = "with --picture: in dark colours")
    private boolean dark;

    private final Workspace workspace;
    private final Sealing sealing;
    private final Supplier<WorkbenchApp> window;
    private final Terminal terminal;
    private final Display display;

    OpenCommand(
            Workspace workspace, Sealing sealing, Supplier<WorkbenchApp> window, Terminal terminal, Display display) {
        this.workspace = workspace;
        this.sealing = sealing;
        this.window = window;
        this.terminal = terminal;
        this.display = display;
    }

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder.toAbsolutePath())) {
            throw new CountersignException(
                    ExitCode.USAGE, folder + " is neither a command nor a folder; see 'countersign --help'");
        }
        Optional<ReviewRequest> request = request();
        if (picture.isPresent()) {
            draw(picture.get(), request.orElseThrow(this::nothingToShow));
        } else if (display.present()) {
            window.get().run(request);
        } else {
            inTerminal(request.orElseThrow(this::nothingToShow));
        }
        return 0;
    }

    /** What to review: empty when nothing says what, so that the window has to ask. */
    private Optional<ReviewRequest> request() {
        ReviewRequest asked = states.request().in(folder.toAbsolutePath().normalize());
        List<EnvironmentChoice> environments = workspace.environments(asked);
        if (asked.environment().isEmpty() && !environments.isEmpty()) {
            return Optional.of(
                    asked.withEnvironment(environments.getFirst().names().getFirst()));
        }
        boolean bothStated = asked.from().isPresent() && !asked.to().isEmpty();
        return asked.environment().isPresent() || bothStated ? Optional.of(asked) : Optional.empty();
    }

    private CountersignException nothingToShow() {
        return new CountersignException(
                ExitCode.USAGE,
                "there is no project file with an environment in "
                        + folder.toAbsolutePath().normalize()
                        + "; name a project folder, or both states with --from and --to");
    }

    private void inTerminal(ReviewRequest request) {
        terminal.line("No display here: the review runs in the terminal instead.");
        Path reports = display.reportFolder();
        Path html = reports.resolve("countersign-review.html");
        try (ReviewSession session = workspace.open(request, new TerminalProgress(terminal))) {
            Review review = session.review(Map.of(), new TerminalProgress(terminal));
            DefinitionSource definitions = ReviewCommand.definitions(session);
            ReviewReports all = new ReviewReports();
            all.find("text").ifPresent(report -> terminal.print(report.render(review, definitions)));
            all.find("html").ifPresent(report -> write(html, report.render(review, definitions)));
        }
        Path png = reports.resolve("countersign-review.png");
        draw(png, request);
        terminal.line("Report:  " + html);
        terminal.line("Picture: " + png);
    }

    private void draw(Path png, ReviewRequest request) {
        new WorkbenchSnapshot(workspace, sealing, Environments.in(workspace))
                .write(png, request, PICTURE_WIDTH, PICTURE_HEIGHT, dark);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CountersignException(
                    ExitCode.FAILED,
                    "cannot write " + file + " (" + e.getClass().getSimpleName() + "): check the folder",
                    e);
        }
    }
}
