package dev.countersign.app.cli;

import dev.countersign.engine.ReviewSession;
import dev.countersign.engine.SealRequest;
import dev.countersign.engine.Workspace;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.report.ReviewReports;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import dev.countersign.signing.plan.PlanFile;
import dev.countersign.signing.ssh.PassphraseSource;
import dev.countersign.signing.ssh.Signer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reviews and writes the sealed plan. */
@Command(
        name = "sign",
        description = "Review, and write the plan as a file sealed with your SSH key.",
        footer = {
            "",
            "The seal says: this is what I propose. Approvals are added with 'decide'.",
            "A blocked review is not signed: exit code 1, and the review says why.",
            "Example: countersign sign -c countersign.hcl --env prod --key ~/.ssh/id_ed25519 --signer alice@corp.example --out change-42.plan"
        })
final class SignCommand implements Callable<Integer> {
    @Mixin
    private StateOptions states;

    @Mixin
    private KeyOptions key;

    @Option(names = "--out", paramLabel = "NAME.plan", required = true, description = "the file to write")
    private Path out;

    @Option(names = "--title", paramLabel = "TEXT", description = "one line that names the change")
    private String title = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "why the change is made")
    private String reason = "";

    @Option(names = "--comment", paramLabel = "TEXT", description = "your words with the seal")
    private String comment = "";

    @Option(
            names = "--valid-days",
            paramLabel = "N",
            description = "how long the plan may run (default: ${DEFAULT-VALUE})")
    private int validDays = (int) SealRequest.DEFAULT_VALIDITY.toDays();

    private final Workspace workspace;
    private final Terminal terminal;
    private final PassphraseSource passphrases;

    SignCommand(Workspace workspace, Terminal terminal, PassphraseSource passphrases) {
        this.workspace = workspace;
        this.terminal = terminal;
        this.passphrases = passphrases;
    }

    @Override
    public Integer call() {
        if (validDays < 1) {
            throw new CountersignException(
                    ExitCode.USAGE, "--valid-days must be 1 or more, a plan of no days can never run");
        }
        if (Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
            throw new CountersignException(
                    ExitCode.USAGE, out + " exists and may hold decisions: name another file, or remove it first");
        }
        Signer signer = key.signer(passphrases);
        TerminalProgress progress = new TerminalProgress(terminal);
        try (ReviewSession session = states.open(workspace, progress, key.principal())) {
            Review review = session.review(Map.of(), progress);
            if (review.outcome().verdict() == Outcome.Verdict.BLOCKED) {
                new ReviewReports()
                        .find("text")
                        .ifPresent(r -> terminal.print(r.render(review, ReviewCommand.definitions(session))));
                terminal.error("countersign: not signed, the review is blocked");
                return ReviewCommand.exitCode(review);
            }
            PlanFile plan = session.seal(
                    review,
                    new SealRequest(
                            title,
                            reason,
                            key.principal(),
                            Optional.of(comment).filter(text -> !text.isBlank()),
                            Duration.ofDays(validDays),
                            Optional.of(signer)));
            plan.write(out);
            terminal.line("plan " + plan.digest() + " (" + plan.digest().spoken() + ")");
            terminal.line(statements(review.plan().statements().size()) + ", sealed by " + key.principal()
                    + ", written to " + out);
            return 0;
        }
    }

    private static String statements(int number) {
        return number == 1 ? "1 statement" : number + " statements";
    }
}
