package dev.countersign.app.cli;

import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.signing.Digest;
import dev.countersign.signing.plan.PlanFile;
import dev.countersign.signing.plan.StatementCheck;
import dev.countersign.signing.record.Decision;
import dev.countersign.signing.record.SignedRecord;
import dev.countersign.signing.ssh.PassphraseSource;
import dev.countersign.signing.trust.TrustFolder;
import dev.countersign.signing.verify.Check;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Appends a signed decision to a plan file. */
@Command(
        name = "decide",
        description = "Append your signed decision to a plan file.",
        footer = {
            "",
            "The plan itself is not touched: its digest stays the same, so decisions of several people can be merged.",
            "Read the plan first: the part between '@@ sql' and the first '@@ record' is exactly what runs.",
            "Example: countersign decide change-42.plan --approve --comment \"window checked\" --key agent --signer bob@corp.example"
        })
final class DecideCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME.plan", description = "the plan file")
    private Path file;

    @ArgGroup(multiplicity = "1")
    private Choices choice;

    @Option(names = "--comment", paramLabel = "TEXT", description = "why; needed for a rejection")
    private String comment = "";

    @Option(names = "--role", paramLabel = "ROLE", description = "the role in which you decide")
    private String role = "";

    @Option(names = "--trust", paramLabel = "DIR", description = "trust folder you decided by; its digest is recorded")
    private Optional<Path> trust = Optional.empty();

    @Mixin
    private KeyOptions key;

    private final Terminal terminal;
    private final PassphraseSource passphrases;
    private final InstantSource clock;

    DecideCommand(Terminal terminal, PassphraseSource passphrases, InstantSource clock) {
        this.terminal = terminal;
        this.passphrases = passphrases;
        this.clock = clock;
    }

    /** One of the three. */
    static final class Choices {
        @Option(names = "--approve", required = true, description = "it may run")
        private boolean approve;

        @Option(names = "--reject", required = true, description = "it must not run")
        private boolean reject;

        @Option(names = "--abstain", required = true, description = "seen, without a vote")
        private boolean abstain;

        Decision.Choice choice() {
            return approve ? Decision.Choice.APPROVE : reject ? Decision.Choice.REJECT : Decision.Choice.ABSTAIN;
        }
    }

    @Override
    public Integer call() {
        if (choice.choice() == Decision.Choice.REJECT && comment.isBlank()) {
            throw new CountersignException(ExitCode.USAGE, "--reject needs --comment with the reason");
        }
        PlanFile plan = PlanFile.read(file);
        List<String> problems = StatementCheck.problems(plan, plan.manifest());
        if (!problems.isEmpty()) {
            problems.forEach(problem -> terminal.error("V3 " + problem));
            terminal.error("countersign: nothing was signed, the plan is not what its manifest says");
            return Check.V3.exitCode();
        }
        Decision decision = new Decision(
                plan.digest(),
                key.principal(),
                clock.instant(),
                choice.choice(),
                text(role),
                text(comment),
                List.of(),
                trust.map(TrustFolder::load).map(TrustFolder::digest),
                Optional.empty());
        PlanFile decided = plan.with(SignedRecord.sign(decision, key.signer(passphrases)));
        decided.write(file);
        Digest digest = plan.digest();
        terminal.line("plan " + digest + " (" + digest.spoken() + ")");
        terminal.line(choice.choice() + " by " + key.principal() + ", "
                + decided.records().size() + " signed records in " + file);
        return 0;
    }

    private static Optional<String> text(String value) {
        return Optional.of(value).filter(v -> !v.isBlank());
    }
}
