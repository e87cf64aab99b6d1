package dev.countersign.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.countersign.app.cli.EnginePrompts;
import dev.countersign.app.fixture.Window;
import dev.countersign.app.review.Screen;
import dev.countersign.app.secret.SecretDesk;
import dev.countersign.app.signoff.KeySealing;
import dev.countersign.app.task.BackgroundTasks;
import dev.countersign.app.task.Problem;
import dev.countersign.app.task.WindowThread;
import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.signing.plan.PlanFile;
import dev.countersign.signing.ssh.SignerFinder;
import dev.countersign.signing.trust.TrustFolder;
import dev.countersign.signing.verify.Finding;
import dev.countersign.signing.verify.Verdict;
import dev.countersign.signing.verify.Verifier;
import dev.countersign.signing.verify.VerifyOptions;
import dev.countersign.signing.verify.VerifyScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.PasswordField;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.robot.Robot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the review to a signed plan by keyboard alone: the built-in engine, keys that ssh-keygen makes, the auditor's script. */
class SigningTest {
    private static final String PASSPHRASE = "open sesame";

    @TempDir
    Path folder;

    private DefaultWorkspace workspace;
    private BackgroundTasks tasks;
    private Window window;
    private Path plan;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        assumeTrue(run("ssh-keygen", "-?").code() != 127, "ssh-keygen is not installed");
        plan = folder.resolve("release.plan");
        Files.writeString(folder.resolve("before.sql"), "create table t (a int, b int);");
        Files.writeString(folder.resolve("after.sql"), "create table t (a int, c text);");
        Files.writeString(folder.resolve("countersign.hcl"), """
                variable "destructive" {
                  type    = bool
                  default = false
                }
                diff {
                  skip {
                    drop_column = !var.destructive
                  }
                }
                env "prod" {
                  url = "file://before.sql"
                  src = "file://after.sql"
                  dev = "embedded://postgres/18"
                }
                """);
        SecretDesk desk = new SecretDesk(question -> Optional.empty());
        EnginePrompts prompts = new EnginePrompts(desk);
        workspace = DefaultWorkspace.installed(prompts);
        tasks = new BackgroundTasks(
                new WindowThread(), Clock.fixed(Instant.parse("2026-11-20T14:05:00Z"), ZoneOffset.UTC));
        window = new Window(workspace, new KeySealing(new SignerFinder(Map.of(), prompts)), tasks, 1280, 800, false);
        desk.windowOpened(window.graph().secrets());
        window.act(() -> {
            window.workbench().view().setPrompts(new Chosen(plan));
            window.graph().review().open(ReviewRequest.of(folder).withEnvironment("prod"));
        });
        until(this::reviewed);
    }

    @AfterEach
    void close() {
        if (window != null) {
            window.close();
            tasks.close();
            workspace.close();
        }
    }

    @Test
    void aReviewIsSignedAndExportedByKeyboardAloneAndTheSealIsAccepted() throws IOException, InterruptedException {
        trust(key("ed25519", ""));
        viewEverything();
        signByKeyboard();
        until(() -> window.graph().signOff().sealedProperty().get().isPresent());
        window.picture("signed-light");

        Verdict verdict = verify();
        assertThat(verdict.findings())
                .as("only the approval is missing")
                .extracting(Finding::check)
                .allSatisfy(check -> assertThat(check.name()).isEqualTo("V9"));
        assertThat(verdict.records())
                .singleElement()
                .satisfies(r -> assertThat(r.trusted()).isTrue());
        Result auditor = run(
                "sh",
                new VerifyScript().writeInto(folder).toString(),
                plan.toString(),
                folder.resolve("trust/allowed_signers").toString());
        assertThat(auditor.code()).as(auditor.out()).isZero();
        assertThat(auditor.out()).contains("1 valid signed record");

        window.act(() -> window.graph()
                .variables()
                .turn(window.graph().review().variablesProperty().get().getFirst(), true));
        until(this::reviewed);
        assertThat(window.read(() -> window.graph().signOff().sealedProperty().get()))
                .isEmpty();
        assertThat(shown(".finding-ok")).isFalse();
    }

    @Test
    void aProtectedKeyAsksAndWhatIsTypedSignsOrIsRefused() throws IOException, InterruptedException {
        trust(key("ecdsa", PASSPHRASE));
        signByKeyboard();
        until(this::asked);
        window.picture("passphrase-light");
        type("not that one");
        press(KeyCode.ENTER);
        until(() -> problem().isPresent());
        assertThat(window.read(this::problem)).contains("The passphrase for key is wrong. Try again.");
        assertThat(plan).doesNotExist();
        assertThat(folder).isDirectoryNotContaining("glob:**.new");

        press(KeyCode.SPACE);
        until(this::asked);
        press(KeyCode.ESCAPE);
        until(() -> problem().filter(p -> p.contains("needs its passphrase")).isPresent());
        assertThat(plan).doesNotExist();

        press(KeyCode.SPACE);
        until(this::asked);
        window.act(() -> window.graph().actions().run(Action.CANCEL_WORK));
        until(() -> tasks.running().isEmpty());
        assertThat(window.read(this::asked)).isFalse();
        assertThat(window.read(this::problem)).isEmpty();
        assertThat(plan).doesNotExist();

        press(KeyCode.SPACE);
        until(this::asked);
        type(PASSPHRASE);
        press(KeyCode.ENTER);
        until(() -> window.graph().signOff().sealedProperty().get().isPresent());
        assertThat(verify().records())
                .singleElement()
                .satisfies(r -> assertThat(r.trusted()).isTrue());
    }

    private void viewEverything() {
        press(KeyCode.ALT, KeyCode.DIGIT1);
        assertThat(window.read(this::focused)).isInstanceOf(TreeView.class);
        press(KeyCode.V);
        press(KeyCode.ALT, KeyCode.LEFT);
        press(KeyCode.V);
        assertThat(window.read(() -> window.graph().tree().viewedCountProperty().get()))
                .isEqualTo(window.read(() -> window.graph().tree().differingCount()));
    }

    /** Opens the sign-off, fills it and ends on its button, pressed. */
    private void signByKeyboard() {
        press(KeyCode.CONTROL, KeyCode.ENTER);
        type("alice@corp.example");
        press(KeyCode.TAB);
        assertThat(window.read(this::focused)).isInstanceOf(RadioButton.class);
        press(KeyCode.RIGHT);
        press(KeyCode.TAB);
        type(folder.resolve("key").toString());
        press(KeyCode.TAB);
        press(KeyCode.TAB);
        type("checked");
        press(KeyCode.TAB);
        assertThat(window.read(() -> focused().getStyleClass())).contains("sign-button");
        press(KeyCode.SPACE);
    }

    private boolean reviewed() {
        return window.graph().review().screenProperty().get() instanceof Screen.Reviewing
                && !window.graph().review().computingProperty().get();
    }

    private boolean asked() {
        return focused() instanceof PasswordField;
    }

    private boolean shown(String selector) {
        return window.read(() -> window.workbench().view().root().lookup(selector) != null);
    }

    private Optional<String> problem() {
        return window.graph().signOff().problemProperty().get().map(Problem::sentence);
    }

    private Node focused() {
        return window.workbench().scene().getFocusOwner();
    }

    private void press(KeyCode key) {
        window.act(() -> new Robot().keyType(key));
    }

    private void press(KeyCode modifier, KeyCode key) {
        window.act(() -> {
            Robot robot = new Robot();
            robot.keyPress(modifier);
            robot.keyType(key);
            robot.keyRelease(modifier);
        });
    }

    private void type(String text) {
        window.act(() -> text.chars()
                .forEach(c -> Event.fireEvent(
                        focused(),
                        new KeyEvent(
                                KeyEvent.KEY_TYPED,
                                Character.toString(c),
                                "",
                                KeyCode.UNDEFINED,
                                false,
                                false,
                                false,
                                false))));
    }

    private void until(BooleanSupplier reached) {
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        while (!window.read(reached::getAsBoolean)) {
            assertThat(Instant.now()).as("it takes too long").isBefore(end);
            window.settle();
        }
    }

    private Verdict verify() {
        return new Verifier(
                        TrustFolder.load(folder.resolve("trust")),
                        new VerifyOptions(Optional.empty(), false, Optional.empty()),
                        InstantSource.system())
                .verify("release.plan", PlanFile.bytes(plan));
    }

    private void trust(String publicKey) throws IOException {
        Path trust = Files.createDirectory(folder.resolve("trust"));
        Files.writeString(
                trust.resolve("allowed_signers"),
                "alice@corp.example namespaces=\"seal@countersign,decision@countersign\" " + publicKey + "\n");
        Files.writeString(trust.resolve("roles.hcl"), """
                role "dba" { members = ["alice@corp.example"] }
                rule "everything" {
                  when    = environment != "nowhere"
                  require = { dba = 1 }
                }
                """);
    }

    private String key(String type, String passphrase) throws IOException, InterruptedException {
        Path file = folder.resolve("key");
        Result made = run("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "alice", "-f", file.toString());
        assertThat(made.code()).as(made.out()).isZero();
        String[] parts = Files.readString(folder.resolve("key.pub")).split(" ");
        return parts[0] + " " + parts[1];
    }

    private record Result(int code, String out) {}

    private static Result run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), out);
        } catch (IOException missing) {
            return new Result(127, missing.getMessage());
        }
    }

    /** Chooses what a person would choose in the system's dialogs. */
    private record Chosen(Path plan) implements FilePrompts {
        @Override
        public Optional<Path> folder() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> keyFile() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> newPlan(String suggestedName) {
            return Optional.of(plan);
        }
    }
}
