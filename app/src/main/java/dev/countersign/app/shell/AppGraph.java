package dev.countersign.app.shell;

import dev.countersign.app.compare.ChangeTreeModel;
import dev.countersign.app.compare.DiffModel;
import dev.countersign.app.connect.Actors;
import dev.countersign.app.connect.ConnectModel;
import dev.countersign.app.connect.Recents;
import dev.countersign.app.explain.ExplainModel;
import dev.countersign.app.findings.FindingsModel;
import dev.countersign.app.plan.PlanModel;
import dev.countersign.app.policy.ActorModel;
import dev.countersign.app.policy.IgnoreModel;
import dev.countersign.app.policy.VariablesModel;
import dev.countersign.app.rename.RenameModel;
import dev.countersign.app.review.ReviewModel;
import dev.countersign.app.secret.SecretModel;
import dev.countersign.app.signoff.Sealing;
import dev.countersign.app.signoff.SignOffModel;
import dev.countersign.app.task.Tasks;
import dev.countersign.app.task.WindowThread;
import dev.countersign.app.theme.ThemeModel;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.Workspace;
import java.time.Clock;

/** Everything behind the window, wired by constructors; may be built with fakes at its edges. */
public final class AppGraph {
    private final Tasks tasks;
    private final Clock clock;
    private final ThemeModel theme;
    private final Environments environments;
    private final Actions actions = new Actions();
    private final ReviewModel review;
    private final ChangeTreeModel tree;
    private final DiffModel diff = new DiffModel();
    private final PlanModel plan;
    private final FindingsModel findings;
    private final VariablesModel variables;
    private final RenameModel renames;
    private final ActorModel actor;
    private final IgnoreModel ignore;
    private final ExplainModel explain;
    private final SignOffModel signOff;
    private final SecretModel secrets;
    private final ConnectModel connect;
    private final PaletteModel palette;

    /**
     * @param environments the environments that a request's project file has; empty when it has none
     * @param recents keeps what was compared before
     * @param actors keeps who makes changes
     */
    public AppGraph(
            Workspace workspace,
            Sealing sealing,
            Environments environments,
            Recents recents,
            Actors actors,
            Tasks tasks,
            ThemeModel theme,
            Clock clock) {
        this.tasks = tasks;
        this.clock = clock;
        this.theme = theme;
        this.environments = environments;
        this.review = new ReviewModel(workspace, tasks);
        this.tree = new ChangeTreeModel(review);
        this.plan = new PlanModel(review);
        this.findings = new FindingsModel(review);
        this.variables = new VariablesModel(review);
        this.renames = new RenameModel(review);
        this.actor = new ActorModel(review, actors);
        this.ignore = new IgnoreModel(review);
        this.explain = new ExplainModel(review, workspace, tasks);
        this.signOff = new SignOffModel(review, tree, tasks, sealing);
        this.secrets = new SecretModel(new WindowThread(), tasks);
        this.connect = new ConnectModel(recents);
        this.palette = new PaletteModel(actions, tree, findings);
    }

    /** Reviews a request that somebody chose, and remembers it. */
    public void open(ReviewRequest request) {
        connect.remember(request);
        review.open(actor.remembering(request));
    }

    /** What runs in the background. */
    public Tasks tasks() {
        return tasks;
    }

    /** The time. */
    public Clock clock() {
        return clock;
    }

    /** Colours and text size. */
    public ThemeModel theme() {
        return theme;
    }

    /** The environments to choose from. */
    public Environments environments() {
        return environments;
    }

    /** What the window can be told to do. */
    public Actions actions() {
        return actions;
    }

    /** The review. */
    public ReviewModel review() {
        return review;
    }

    /** The changes. */
    public ChangeTreeModel tree() {
        return tree;
    }

    /** The definitions. */
    public DiffModel diff() {
        return diff;
    }

    /** The plan. */
    public PlanModel plan() {
        return plan;
    }

    /** The findings. */
    public FindingsModel findings() {
        return findings;
    }

    /** The variables. */
    public VariablesModel variables() {
        return variables;
    }

    /** What looks renamed. */
    public RenameModel renames() {
        return renames;
    }

    /** Who makes the change. */
    public ActorModel actor() {
        return actor;
    }

    /** What is left out as a whole. */
    public IgnoreModel ignore() {
        return ignore;
    }

    /** Why the policy decides as it does. */
    public ExplainModel explain() {
        return explain;
    }

    /** Signing off. */
    public SignOffModel signOff() {
        return signOff;
    }

    /** Passphrases and passwords that work waits for. */
    public SecretModel secrets() {
        return secrets;
    }

    /** Choosing states. */
    public ConnectModel connect() {
        return connect;
    }

    /** The command palette. */
    public PaletteModel palette() {
        return palette;
    }
}
