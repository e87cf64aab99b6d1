package dev.countersign.app.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.secret.SecretQuestion.Kind;
import dev.countersign.app.task.BackgroundTasks;
import dev.countersign.app.task.RunningTask;
import dev.countersign.progress.CancelledException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work that waits for a person; the test's thread plays the window's. */
class SecretModelTest {
    private static final SecretQuestion QUESTION = new SecretQuestion(Kind.KEY_PASSPHRASE, "id_ed25519");
    private final BlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
    private final BackgroundTasks tasks = new BackgroundTasks(turns::add, Clock.systemUTC());
    private final SecretModel model = new SecretModel(turns::add, tasks);
    private final List<Object> ends = new ArrayList<>();

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void workGetsWhatWasTyped() throws InterruptedException {
        ask();
        turn();
        model.answer(shown(), "open sesame".toCharArray());
        turn();
        assertThat(ends).containsExactly("open sesame");
        assertThat(model.askedProperty().get()).isEmpty();
    }

    @Test
    void decliningGivesNothing() throws InterruptedException {
        ask();
        turn();
        model.decline(shown());
        turn();
        assertThat(ends).containsExactly("declined");
    }

    @Test
    void cancellingTheWorkDeclinesItsQuestionAndNotAnothers() throws InterruptedException {
        RunningTask first = ask();
        turn();
        ask();
        turn();
        SecretModel.Asked before = shown();

        first.cancel();
        turn();
        turn();

        assertThat(ends).singleElement().isInstanceOf(CancelledException.class);
        assertThat(shown()).isNotSameAs(before);
        model.answer(shown(), "second".toCharArray());
        turn();
        assertThat(ends).last().isEqualTo("second");
    }

    @Test
    void anAnswerThatComesTooLateIsOverwritten() throws InterruptedException {
        ask();
        turn();
        SecretModel.Asked late = shown();
        model.decline(late);
        char[] typed = "late".toCharArray();
        model.answer(late, typed);
        assertThat(typed).containsOnly('\0');
    }

    @Test
    void closingTheWindowDeclinesWhatIsAskedAndWhatWillBe() throws InterruptedException {
        ask();
        turn();
        model.close();
        turn();
        ask();
        turn();
        turn();
        assertThat(ends).containsExactly("declined", "declined");
    }

    @Test
    void theDeskAsksTheWindowOnlyWhileItIsOpen() {
        SecretDesk desk = new SecretDesk(question -> Optional.of("terminal".toCharArray()));
        assertThat(desk.ask(QUESTION)).map(String::valueOf).contains("terminal");
        desk.windowOpened(question -> Optional.of("window".toCharArray()));
        assertThat(desk.ask(QUESTION)).map(String::valueOf).contains("window");
        desk.windowClosed();
        assertThat(desk.ask(QUESTION)).map(String::valueOf).contains("terminal");
    }

    private RunningTask ask() {
        return tasks.start(
                "Signing",
                progress -> model.ask(QUESTION).map(String::valueOf).orElse("declined"),
                ends::add,
                ends::add);
    }

    private SecretModel.Asked shown() {
        return model.askedProperty().get().orElseThrow();
    }

    /** Does the next thing that the window's thread was given. */
    private void turn() throws InterruptedException {
        Runnable next = turns.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("nothing came").isNotNull();
        next.run();
    }
}
