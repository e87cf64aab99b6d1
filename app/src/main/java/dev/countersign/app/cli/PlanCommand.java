package dev.countersign.app.cli;

import dev.countersign.engine.ReviewSession;
import dev.countersign.engine.Workspace;
import dev.countersign.progress.Progress;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes the migration and nothing else: an empty file when there is nothing to do. */
@Command(
        name = "plan",
        description = "Write the migration that leads from the current to the desired state.",
        footer = {
            "",
            "Writes only SQL, and nothing at all when the states are equal. The plan is not simulated: 'review' does that.",
            "Example: countersign plan --from postgres://me@localhost/shop --to file://desired.sql --out migration.sql"
        })
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private StateOptions states;

    @Mixin
    private OutputOption output;

    private final Workspace workspace;
    private final Terminal terminal;

    PlanCommand(Workspace workspace, Terminal terminal) {
        this.workspace = workspace;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (ReviewSession session = workspace.open(states.request(), Progress.none())) {
            session.notices().forEach(terminal::error);
            output.write(terminal, session.plan(Map.of()).script());
        }
        return 0;
    }
}
