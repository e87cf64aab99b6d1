package dev.countersign.app.signoff;

import dev.countersign.app.theme.Icon;
import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The panel at the right: what still stands in the way, what the plan does, who signs. */
public final class SignOffView extends BorderPane {
    /** A reason that names a hundred objects must not push the others out of sight; the whole of it is in the tooltip and is spoken. */
    private static final int LONG = 200;

    private static final double TIP_WIDTH = 560;
    private final Words words = Words.of(SignOffView.class);
    private final SignOffModel model;
    private final VBox checklist = new VBox();
    private final Label blocking = Parts.label("", "card-count");
    private final VBox impact = new VBox();
    private final VBox approvals = new VBox();
    private final Label mode = Parts.label("", "muted", "small");
    private final Label digest = Parts.shrinking("", "muted", "small");
    private final TextField signer = new TextField();
    private final VBox result = new VBox(6);
    private boolean lostFocus;

    /**
     * @param sign asks where the file goes and signs
     * @param chooseKey asks for a key file and gives its path
     */
    public SignOffView(SignOffModel model, Runnable sign, Runnable chooseKey) {
        this.model = model;
        getStyleClass().add("signoff-view");
        setTop(Parts.paneHeader(Parts.label(words.get("panel.title"), "pane-title"), Parts.spring(), digest));
        VBox content = new VBox(
                10,
                card(words.get("card.way"), blocking, checklist),
                card(words.get("card.approvals"), mode, approvals),
                card(words.get("card.impact"), new Label(), impact),
                card(words.get("card.signer"), new Label(), identity(chooseKey)));
        content.getStyleClass().add("signoff-content");
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        setCenter(scroll);
        // beside the button, where it is seen however far the cards are scrolled
        result.getStyleClass().add("signoff-result");
        setBottom(new VBox(result, buttons(sign)));
        model.checklistProperty().subscribe(this::showChecklist);
        model.impactProperty().subscribe(this::showImpact);
        model.problemProperty().subscribe(problem -> showResult());
        model.sealedProperty().subscribe(written -> {
            showResult();
            showApprovals();
        });
    }

    /** The node that takes the keyboard focus. */
    public Node focusTarget() {
        return signer;
    }

    private static VBox card(String title, Node right, Node body) {
        HBox header = new HBox(Parts.label(title, "card-title"), Parts.spring(), right);
        header.getStyleClass().add("card-header");
        header.setAlignment(Pos.CENTER_LEFT);
        VBox card = new VBox(header, body);
        card.getStyleClass().add("signoff-card");
        return card;
    }

    private void showChecklist(List<SignOffModel.Item> items) {
        checklist.getChildren().clear();
        if (items.isEmpty()) {
            checklist
                    .getChildren()
                    .add(row(Icon.CLOCK.node("icon-quiet"), words.get("way.computing"), "way.computing"));
        }
        for (SignOffModel.Item item : items) {
            Node icon = switch (item.state()) {
                case DONE -> Icon.CHECK.node("icon-ok");
                case OPEN -> Icon.OPEN_CIRCLE.node("icon-warning");
                case BLOCKING -> Icon.ERROR.node("icon-error");
            };
            checklist.getChildren().add(row(icon, item.text(), "state." + item.state()));
        }
        showApprovals();
        long count = model.blocking();
        blocking.setText(count == 0 ? "" : Long.toString(count));
        blocking.setAccessibleText(words.get("way.spoken", count));
        digest.setText(model.review()
                .map(r ->
                        words.get("panel.digest", r.desiredInfo().fingerprint().abbreviated()))
                .orElse(""));
        digest.getTooltip().setText(words.get("panel.digestTip"));
    }

    private void showApprovals() {
        approvals.getChildren().clear();
        mode.setText(
                model.review().map(r -> words.get("approval.mode", r.mode())).orElse(""));
        if (model.sealedProperty().get().isPresent()) {
            String text = words.get("approval.signed", model.signerProperty().get());
            approvals.getChildren().add(row(Icon.CHECK.node("icon-ok"), text, "state.DONE"));
            return;
        }
        model.review()
                .map(r -> r.outcome().verdict())
                .ifPresentOrElse(
                        verdict -> {
                            Node icon = switch (verdict) {
                                case CLEAR -> Icon.CHECK.node("icon-ok");
                                case INCOMPLETE, SIGN_OFF_REQUIRED -> Icon.OPEN_CIRCLE.node("icon-warning");
                                case BLOCKED -> Icon.ERROR.node("icon-error");
                            };
                            approvals.getChildren().add(row(icon, words.get("approval." + verdict), "card.approvals"));
                        },
                        () -> approvals
                                .getChildren()
                                .add(row(Icon.CLOCK.node("icon-quiet"), words.get("way.computing"), "card.approvals")));
    }

    private HBox row(Node icon, String text, String stateKey) {
        Label label = Parts.wrapped(text.length() <= LONG ? text : text.substring(0, LONG) + "\u2026");
        if (text.length() > LONG) {
            Tooltip whole = new Tooltip(text);
            whole.setWrapText(true);
            whole.setMaxWidth(TIP_WIDTH);
            label.setTooltip(whole);
        }
        HBox.setHgrow(label, Priority.ALWAYS);
        HBox row = new HBox(10, icon, label);
        row.getStyleClass().add("card-row");
        row.setAccessibleText(words.get(stateKey) + ": " + text);
        return row;
    }

    private void showImpact(List<SignOffModel.Fact> facts) {
        impact.getChildren().clear();
        if (facts.isEmpty()) {
            impact.getChildren().add(row(Icon.CLOCK.node("icon-quiet"), words.get("way.computing"), "way.computing"));
        }
        for (SignOffModel.Fact fact : facts) {
            Label value = Parts.wrapped(fact.value(), "strong", "fact-value");
            if (fact.grave()) {
                value.getStyleClass().add("text-error");
            }
            HBox row = new HBox(8, Parts.label(fact.name()), Parts.spring(), value);
            row.getStyleClass().add("card-row");
            impact.getChildren().add(row);
        }
    }

    private Node identity(Runnable chooseKey) {
        ToggleGroup group = new ToggleGroup();
        RadioButton agent = new RadioButton(words.get("key.agent"));
        RadioButton file = new RadioButton(words.get("key.file"));
        agent.setToggleGroup(group);
        file.setToggleGroup(group);
        agent.setSelected(model.useAgentProperty().get());
        file.setSelected(!model.useAgentProperty().get());
        agent.selectedProperty().subscribe(is -> model.useAgentProperty().set(is));
        model.useAgentProperty().subscribe(is -> (is ? agent : file).setSelected(true));
        TextField path = new TextField();
        path.setPromptText(words.get("key.prompt"));
        path.setAccessibleText(words.get("key.file"));
        path.textProperty().bindBidirectional(model.keyFileProperty());
        Button browse = new Button(words.get("key.browse"));
        browse.setMinWidth(USE_PREF_SIZE);
        browse.setOnAction(event -> chooseKey.run());
        HBox.setHgrow(path, Priority.ALWAYS);
        HBox pathRow = new HBox(6, path, browse);
        pathRow.managedProperty().bind(model.useAgentProperty().not());
        pathRow.visibleProperty().bind(model.useAgentProperty().not());
        signer.setPromptText(words.get("signer.prompt"));
        signer.setAccessibleText(words.get("signer.label"));
        signer.textProperty().bindBidirectional(model.signerProperty());
        TextArea comment = new TextArea();
        comment.setPromptText(words.get("comment.prompt"));
        comment.setAccessibleText(words.get("comment.prompt"));
        comment.setPrefRowCount(2);
        comment.setWrapText(true);
        // a tab in a comment says nothing, and the focus must be able to leave
        comment.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.TAB) {
                comment.requestFocusTraversal(
                        event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
                event.consume();
            }
        });
        comment.textProperty().bindBidirectional(model.commentProperty());
        VBox box = new VBox(
                8,
                Parts.label(words.get("signer.label"), "field-label"),
                signer,
                new HBox(16, agent, file),
                pathRow,
                comment);
        box.getStyleClass().add("card-form");
        return box;
    }

    private HBox buttons(Runnable sign) {
        Button button = new Button(words.get("button.sign"));
        button.getStyleClass().addAll("success", "sign-button");
        button.setOnAction(event -> sign.run());
        button.setMinWidth(USE_PREF_SIZE);
        Label why = Parts.wrapped("", "muted", "small");
        model.obstacleProperty().subscribe(obstacle -> {
            // a disabled button loses the focus; whoever pressed it finds it again where it was
            boolean back = obstacle.isEmpty() && lostFocus;
            lostFocus = obstacle.isPresent() && (lostFocus || button.isFocused());
            button.setDisable(obstacle.isPresent());
            if (back) {
                button.requestFocus();
            }
            why.setText(obstacle.orElse(words.get("obstacle.noneYet")));
            button.setTooltip(new Tooltip(why.getText()));
        });
        HBox.setHgrow(why, Priority.ALWAYS);
        HBox row = new HBox(12, why, Parts.spring(), button);
        row.setAlignment(Pos.CENTER_RIGHT);
        row.getStyleClass().add("signoff-actions");
        return row;
    }

    private void showResult() {
        result.getChildren().clear();
        model.problemProperty().get().ifPresent(p -> {
            Label sentence = Parts.wrapped(p.sentence());
            HBox box = new HBox(10, Icon.ERROR.node("icon-error"), sentence);
            box.getStyleClass().addAll("finding-box", "finding-error");
            result.getChildren().add(box);
        });
        Optional<Sealing.Sealed> written = model.sealedProperty().get();
        written.ifPresent(s -> {
            VBox text = new VBox(
                    2,
                    Parts.wrapped(
                            words.get("sealed.done", s.file().getFileName().toString())),
                    Parts.wrapped(words.get("sealed.digest", s.digest())));
            HBox box = new HBox(10, Icon.CHECK.node("icon-ok"), text);
            box.getStyleClass().addAll("finding-box", "finding-ok");
            result.getChildren().add(box);
        });
        result.setManaged(!result.getChildren().isEmpty());
    }
}
