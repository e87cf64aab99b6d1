package dev.countersign.app.cli;

import dev.countersign.engine.Workspace;
import dev.countersign.signing.Digest;
import dev.countersign.signing.SigningException;
import dev.countersign.signing.plan.PlanFile;
import dev.countersign.signing.trust.TrustFolder;
import dev.countersign.signing.verify.Finding;
import dev.countersign.signing.verify.PolicyNow;
import dev.countersign.signing.verify.Verdict;
import dev.countersign.signing.verify.Verifier;
import dev.countersign.signing.verify.VerifyOptions;
import dev.countersign.signing.verify.VerifyScript;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether a plan file may be trusted, by a trust folder. */
@Command(
        name = "verify",
        description =
                "Check a plan file: is it whole, is it what was signed, did the right people approve, is it in time.",
        footer = {
            "",
            "What is required comes from the trust folder, never from the file. All findings are listed.",
            "Exit codes: 10 damaged, 11 text or signature changed, 12 key not trusted, 13 approvals, 14 time, 15 withdrawn,",
            "19 the policy changed since signing: with --config, file by file.",
            "Example: countersign verify change-42.plan --trust trust/"
        })
final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME.plan", description = "the plan file")
    private Path file;

    @Option(
            names = "--trust",
            paramLabel = "DIR",
            required = true,
            description = "folder with allowed_signers, roles.hcl and, if there are any, revoked_keys")
    private Path trust;

    @Option(names = "--trust-digest", paramLabel = "SHA256", description = "the digest that the trust folder must have")
    private Optional<String> trustDigest = Optional.empty();

    @Option(
            names = "--applier",
            paramLabel = "PRINCIPAL",
            description = "who is going to run it, for separation of duties")
    private Optional<String> applier = Optional.empty();

    @Option(names = "--require-release", description = "refuse without a release record that lists every decision")
    private boolean requireRelease;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "the project file: its policy, with rule and team files, must be the one the plan was judged by,"
                            + " and its ownership policy says who the owners are that a rule of the trust folder asks for")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--json", description = "the verdict as JSON")
    private boolean json;

    @Option(
            names = "--write-script",
            paramLabel = "DIR",
            description = "also write verify.sh there: the same check of text and signatures with stock tools only")
    private Optional<Path> script = Optional.empty();

    private final Workspace workspace;
    private final Terminal terminal;
    private final InstantSource clock;

    VerifyCommand(Workspace workspace, Terminal terminal, InstantSource clock) {
        this.workspace = workspace;
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        byte[] content = PlanFile.bytes(file);
        VerifyOptions options =
                new VerifyOptions(applier, requireRelease, trustDigest.map(Digest::parse), policy(content));
        Verdict verdict = new Verifier(TrustFolder.load(trust), options, clock)
                .verify(String.valueOf(file.getFileName()), content);
        if (json) {
            terminal.print(verdict.toJson());
        } else {
            print(verdict);
        }
        script.map(folder -> new VerifyScript().writeInto(folder)).ifPresent(path -> terminal.error("wrote " + path));
        return verdict.exitCode();
    }

    /** The project's policy now; a file that cannot be read as a plan is refused whatever the policy is. */
    private Optional<PolicyNow> policy(byte[] content) {
        return config.flatMap(project -> {
            try {
                return Optional.of(
                        workspace.policyNow(project, PlanFile.parse(content).manifest()));
            } catch (SigningException damaged) {
                return Optional.empty();
            }
        });
    }

    private void print(Verdict verdict) {
        verdict.plan().ifPresent(digest -> terminal.line("plan  " + digest + " (" + digest.spoken() + ")"));
        terminal.line("trust " + verdict.trust());
        if (!verdict.rules().isEmpty()) {
            terminal.line("rules " + String.join(", ", verdict.rules()));
        }
        for (Verdict.SignedBy signed : verdict.records()) {
            terminal.line((signed.trusted() ? "  ok  " : "  --  ") + signed.label() + " " + signed.at()
                    + signed.says().map(says -> " " + says).orElse("")
                    + signed.comment().map(text -> " \"" + text + "\"").orElse("")
                    + " " + signed.key());
        }
        verdict.notes().forEach(note -> terminal.line("note: " + note));
        for (Finding finding : verdict.findings()) {
            terminal.line(finding.check() + " " + finding.message());
        }
        terminal.line(verdict.accepted() ? "accepted" : "refused");
    }
}
