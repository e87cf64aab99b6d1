package dev.countersign.app.shell;

import dev.countersign.app.theme.Icon;
import dev.countersign.app.words.Words;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The narrow column at the left: places of the window, and the menu of everything it can do. */
final class RailView extends VBox {
    private final Words words = Words.of(RailView.class);

    private final Actions actions;

    RailView(Actions actions) {
        super(4);
        this.actions = actions;
        getStyleClass().add("rail");
        Region spring = new Region();
        VBox.setVgrow(spring, Priority.ALWAYS);
        getChildren()
                .addAll(
                        place(actions, Action.PANE_DIFFERENCES, Icon.COMPARE),
                        place(actions, Action.PANE_PLAN, Icon.PLAN),
                        place(actions, Action.PANE_FINDINGS, Icon.WARNING),
                        place(actions, Action.PANE_SIGN_OFF, Icon.SIGN),
                        spring,
                        place(actions, Action.OPEN, Icon.FOLDER),
                        place(actions, Action.NEXT_THEME, Icon.THEME),
                        menu(actions));
        getChildren().getFirst().getStyleClass().add("rail-current");
    }

    /** What cannot be done now is grey. */
    void refresh() {
        getChildren().stream()
                .filter(n -> n.getUserData() instanceof Action)
                .forEach(n ->
                        n.setDisable(actions.obstacle((Action) n.getUserData()).isPresent()));
    }

    private static Button place(Actions actions, Action action, Icon icon) {
        Button button = new Button();
        button.setGraphic(icon.node());
        button.setUserData(action);
        button.getStyleClass().add("rail-button");
        button.setTooltip(new Tooltip(actions.tooltip(action)));
        button.setAccessibleText(actions.title(action));
        button.setOnAction(event -> actions.run(action));
        return button;
    }

    /** Every action with its key; what cannot be done now is grey and says why. */
    private MenuButton menu(Actions actions) {
        MenuButton menu = new MenuButton();
        menu.setGraphic(Icon.COMMAND.node());
        menu.getStyleClass().addAll("rail-button", "rail-menu");
        menu.setTooltip(new Tooltip(words.get("rail.menu")));
        menu.setAccessibleText(words.get("rail.menu"));
        menu.setPopupSide(Side.RIGHT);
        menu.setOnShowing(event -> menu.getItems().forEach(item -> {
            Action action = (Action) item.getUserData();
            item.setDisable(actions.obstacle(action).isPresent());
            item.setText(actions.obstacle(action)
                    .map(why -> words.get("rail.disabled", actions.title(action), why))
                    .orElseGet(() -> words.get("rail.item", actions.title(action), action.keyText())));
        }));
        for (Action action : Action.values()) {
            MenuItem item = new MenuItem(actions.title(action));
            item.setUserData(action);
            item.setOnAction(event -> actions.run(action));
            menu.getItems().add(item);
        }
        return menu;
    }
}
