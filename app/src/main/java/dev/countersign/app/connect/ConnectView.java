package dev.countersign.app.connect;

import dev.countersign.app.theme.Icon;
import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import dev.countersign.engine.ReviewRequest;
import java.util.function.Consumer;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Where a review begins: a project folder, or two states; and what was compared before. */
public final class ConnectView extends VBox {
    private final Words words = Words.of(ConnectView.class);
    private final ConnectModel model;
    private final TextField folder = field("folder");
    private final Label fault = new Label();
    private final Consumer<ReviewRequest> open;

    /**
     * @param open starts the review
     * @param chooseFolder asks for a folder and puts it into the model
     */
    public ConnectView(ConnectModel model, Consumer<ReviewRequest> open, Runnable chooseFolder) {
        super(14);
        this.model = model;
        this.open = open;
        getStyleClass().add("connect-view");
        Button browse = new Button(words.get("folder.browse"));
        browse.setGraphic(Icon.FOLDER.node());
        browse.setOnAction(event -> chooseFolder.run());
        browse.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(folder, Priority.ALWAYS);
        TextField environment = field("environment");
        TextField from = field("from");
        TextField to = field("to");
        TextField dev = field("dev");
        bind(folder, model.folderProperty());
        bind(environment, model.environmentProperty());
        bind(from, model.fromProperty());
        bind(to, model.toProperty());
        bind(dev, model.devProperty());
        Button start = new Button(words.get("start"));
        start.setDefaultButton(true);
        start.setOnAction(event -> start());
        fault.setWrapText(true);
        fault.getStyleClass().add("text-error");
        HBox actions = new HBox(12, fault, Parts.spring(), start);
        actions.setAlignment(Pos.CENTER_RIGHT);
        getChildren()
                .addAll(
                        Parts.label(words.get("title"), "page-title"),
                        wrapped("lead"),
                        Parts.label(words.get("project.title"), "section-title"),
                        labelled("folder", new HBox(8, folder, browse)),
                        labelled("environment", environment),
                        Parts.label(words.get("states.title"), "section-title"),
                        labelled("from", from),
                        labelled("to", to),
                        labelled("dev", dev),
                        actions,
                        recent());
    }

    /** The node that takes the keyboard focus. */
    public Node focusTarget() {
        return folder;
    }

    private void start() {
        fault.setText(model.fault().orElse(""));
        if (model.fault().isEmpty()) {
            open.accept(model.request());
        }
    }

    private Node recent() {
        VBox list = new VBox(2);
        VBox box = new VBox(6, Parts.label(words.get("recent.title"), "section-title"), list);
        Runnable show = () -> {
            list.getChildren()
                    .setAll(model.recent().stream()
                            .map(r -> {
                                Hyperlink link = new Hyperlink(r.title());
                                link.setOnAction(event -> open.accept(r.request()));
                                return link;
                            })
                            .toList());
            box.setVisible(!model.recent().isEmpty());
            box.setManaged(box.isVisible());
        };
        model.recent().subscribe(show);
        show.run();
        return box;
    }

    private Node labelled(String key, Node field) {
        Label label = Parts.label(words.get(key + ".label"), "field-label");
        label.setMinWidth(130);
        HBox row = new HBox(12, label, field);
        HBox.setHgrow(field, Priority.ALWAYS);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private TextField field(String key) {
        TextField field = new TextField();
        field.setPromptText(words.get(key + ".prompt"));
        field.setAccessibleText(words.get(key + ".label"));
        field.setOnAction(event -> start());
        return field;
    }

    private static void bind(TextField field, StringProperty property) {
        field.textProperty().bindBidirectional(property);
    }

    private Label wrapped(String key) {
        Label label = new Label(words.get(key));
        label.setWrapText(true);
        label.getStyleClass().add("muted");
        return label;
    }
}
