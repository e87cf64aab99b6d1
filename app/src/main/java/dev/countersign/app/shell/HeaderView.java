package dev.countersign.app.shell;

import dev.countersign.app.policy.IgnoreModel;
import dev.countersign.app.review.ReviewModel;
import dev.countersign.app.review.Screen;
import dev.countersign.app.review.Shown;
import dev.countersign.app.task.Tasks;
import dev.countersign.app.theme.Icon;
import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import dev.countersign.engine.EnvironmentChoice;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.Selection.Aspect;
import dev.countersign.review.Review;
import dev.countersign.review.StateInfo;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** The sentence that says which state changes into which, so that nobody has to guess the direction. */
final class HeaderView extends HBox {
    private static final int SHORT_NAME = 24;
    private static final PseudoClass PRODUCTION = PseudoClass.getPseudoClass("production");
    private static final Map<Aspect, Action> IGNORES = new EnumMap<>(Map.of(
            Aspect.OWNERS,
            Action.IGNORE_OWNERS,
            Aspect.PRIVILEGES,
            Action.IGNORE_PRIVILEGES,
            Aspect.ROLES,
            Action.IGNORE_ROLES));
    /** Names by which people call what must not break. */
    private static final Set<String> PRODUCTION_NAMES = Set.of("prod", "production", "live");

    private final Words words = Words.of(HeaderView.class);
    private final DateTimeFormatter time;
    private final Label current = Parts.shrinking("", "state-name");
    private final Label desired = Parts.shrinking("", "state-name");
    private final Label currentServer = Parts.shrinking("", "muted");
    private final Label environmentMark = Parts.label("", "environment-mark");
    private final HBox currentBox = box("state-box", current, currentServer, environmentMark);
    private final HBox desiredBox = box("state-box", desired);
    private final Label change = Parts.label(words.get("header.change"));
    private final Label toMatch = Parts.label(words.get("header.toMatch"));
    private final Label facts = Parts.shrinking("", "muted");
    private final MenuButton environment = new MenuButton();
    private final MenuButton ignoring = new MenuButton();
    private final Label mode = Parts.label("", "chip");
    private final Button swap;
    private final ReviewModel model;
    private final IntSupplier differing;
    private final Environments environments;
    private final Tasks tasks;
    private boolean offered;

    HeaderView(
            ReviewModel model,
            IgnoreModel ignore,
            IntSupplier differing,
            Actions actions,
            Environments environments,
            Tasks tasks,
            ZoneId zone) {
        super(10);
        this.model = model;
        this.differing = differing;
        this.environments = environments;
        this.tasks = tasks;
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(zone);
        getStyleClass().add("header");
        setAlignment(Pos.CENTER_LEFT);
        setFillHeight(false);
        swap = button(actions, Action.SWAP, Icon.SWAP, words.get("header.swap"));
        Button palette = button(actions, Action.PALETTE, Icon.COMMAND, "");
        palette.setAccessibleText(actions.title(Action.PALETTE));
        environment.getStyleClass().add("environment-button");
        environment.setMinWidth(USE_PREF_SIZE);
        ignoring.getStyleClass().add("environment-button");
        ignoring.setMinWidth(USE_PREF_SIZE);
        ignoring.setTooltip(new Tooltip(words.get("header.ignoreTip")));
        for (Map.Entry<Aspect, Action> entry : IGNORES.entrySet()) {
            ignoring.getItems().add(ignore(entry.getKey(), actions, entry.getValue()));
        }
        ignore.stateProperty().subscribe(this::showIgnored);
        getChildren()
                .addAll(
                        change,
                        currentBox,
                        toMatch,
                        desiredBox,
                        facts,
                        swap,
                        Parts.spring(),
                        ignoring,
                        environment,
                        mode,
                        palette);
        currentServer.managedProperty().bind(currentServer.visibleProperty());
        currentServer.visibleProperty().bind(widthProperty().greaterThan(1400));
        model.screenProperty().subscribe(screen -> {
            if (model.shownProperty().get().isEmpty()) {
                showNothing();
            }
        });
        model.shownProperty().subscribe(shown -> shown.ifPresentOrElse(this::show, this::showNothing));
    }

    private void showNothing() {
        List.of(currentBox, toMatch, desiredBox, facts, swap, ignoring, environment, mode)
                .forEach(n -> {
                    n.setVisible(false);
                    n.setManaged(false);
                });
        change.setText(words.get(
                model.screenProperty().get() instanceof Screen.Loading ? "header.loading" : "header.nothing"));
    }

    private void show(Shown shown) {
        change.setText(words.get("header.change"));
        List.of(currentBox, toMatch, desiredBox, facts).forEach(n -> {
            n.setVisible(true);
            n.setManaged(true);
        });
        swap.setVisible(model.canSwap());
        swap.setManaged(model.canSwap());
        ignoring.setVisible(offered);
        ignoring.setManaged(offered);
        state(current, shown.currentInfo());
        state(desired, shown.desiredInfo());
        currentServer.setText(shown.currentInfo().server());
        facts.setText(words.get(
                "header.facts",
                differing.getAsInt(),
                shown.diff().equalObjects(),
                time.format(shown.currentInfo().readAt()),
                time.format(shown.desiredInfo().readAt())));
        facts.getTooltip().setText(facts.getText());
        showEnvironment(shown);
    }

    private void showEnvironment(Shown shown) {
        // of an environment with several targets the request alone says which one this is
        String name = model.request()
                .flatMap(ReviewRequest::environment)
                .or(() -> shown.review().map(Review::environment))
                .orElse("");
        String ofAll = name.replaceFirst("\\[.*", "");
        boolean production = PRODUCTION_NAMES.contains(ofAll.toLowerCase(Locale.ROOT));
        currentBox.pseudoClassStateChanged(PRODUCTION, production);
        environmentMark.setText(production ? words.get("header.production") : "");
        environmentMark.setManaged(production);
        environmentMark.setVisible(production);
        List<EnvironmentChoice> choices = model.request().map(environments::of).orElse(List.of());
        environment.setText(name.isEmpty() ? words.get("header.noEnvironment") : words.get("header.environment", name));
        environment.getItems().setAll(choices.stream().map(this::item).toList());
        boolean choice = !choices.isEmpty() || !name.isEmpty();
        environment.setVisible(choice);
        environment.setManaged(choice);
        environment.setTooltip(new Tooltip(words.get("header.environmentTip")));
        mode.setVisible(shown.review().isPresent());
        mode.setManaged(shown.review().isPresent());
        shown.review().ifPresent(r -> {
            mode.setText(words.get("header.mode", r.mode()));
            mode.setTooltip(new Tooltip(words.get("header.mode." + r.mode())));
        });
    }

    private CheckMenuItem ignore(Aspect aspect, Actions actions, Action action) {
        CheckMenuItem item = new CheckMenuItem(actions.tooltip(action));
        item.setUserData(aspect);
        // the tick follows what is shown, not the click
        item.setOnAction(event -> {
            item.setSelected(!item.isSelected());
            actions.run(action);
        });
        return item;
    }

    private void showIgnored(IgnoreModel.State state) {
        offered = state.offered();
        ignoring.setVisible(offered);
        ignoring.setManaged(offered);
        String names = Arrays.stream(Aspect.values())
                .filter(state.ignored()::contains)
                .map(a -> a.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        ignoring.setText(
                names.isEmpty()
                        ? words.get("header.ignoreNothing")
                        : words.get("header.ignoring", names, state.hidden()));
        ignoring.getItems()
                .forEach(item ->
                        ((CheckMenuItem) item).setSelected(state.ignored().contains((Aspect) item.getUserData())));
    }

    /** An environment, or one menu of its targets. */
    private MenuItem item(EnvironmentChoice choice) {
        if (choice.asks()) {
            return new TargetsMenu(
                    choice.name(),
                    tasks,
                    progress -> environments.targets(
                            model.request().orElseThrow().withEnvironment(choice.name()), progress),
                    this::item);
        }
        if (choice.targets().isEmpty()) {
            return item(choice.name());
        }
        Menu targets = new Menu(choice.name());
        targets.getItems().setAll(choice.targets().stream().map(this::item).toList());
        return targets;
    }

    private MenuItem item(String name) {
        MenuItem item = new MenuItem(name);
        // an underscore in a name is no key to press
        item.setMnemonicParsing(false);
        item.setOnAction(event -> model.chooseEnvironment(name));
        return item;
    }

    private void state(Label label, StateInfo info) {
        label.setText(info.label());
        // which state changes is the last thing that may be cut
        label.setMinWidth(info.label().length() <= SHORT_NAME ? USE_PREF_SIZE : 150);
        label.getTooltip()
                .setText(words.get(
                        "header.stateTip",
                        info.label(),
                        info.kind(),
                        info.server(),
                        info.objects(),
                        time.format(info.readAt())));
    }

    private static HBox box(String styleClass, Label... labels) {
        HBox box = new HBox(8, labels);
        box.getStyleClass().add(styleClass);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static Button button(Actions actions, Action action, Icon icon, String text) {
        Button button = new Button(text);
        button.setGraphic(icon.node());
        button.setTooltip(new Tooltip(actions.tooltip(action)));
        button.setOnAction(event -> actions.run(action));
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }
}
