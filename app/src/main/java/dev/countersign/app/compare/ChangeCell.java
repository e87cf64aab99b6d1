package dev.countersign.app.compare;

import dev.countersign.app.review.RenameCase;
import dev.countersign.app.theme.Icon;
import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.lint.Severity;
import java.util.Optional;
import javafx.collections.SetChangeListener;
import javafx.collections.WeakSetChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.layout.HBox;

/** A line of the change tree: glyph, name, kind, findings, viewed. */
final class ChangeCell extends TreeCell<ChangeNode> {
    private static final PseudoClass KEPT_OUT = PseudoClass.getPseudoClass("kept-out");
    private static final PseudoClass GROUP = PseudoClass.getPseudoClass("group");
    /** In a tree narrower than this the room is the name's; the kind is in the tooltip and in the spoken text. */
    private static final double ROOM_FOR_KIND = 290;

    private final Words words = Words.of(ChangeCell.class);
    private final ChangeTreeModel model;
    private final SetChangeListener<ObjectRef> onViewed = change -> showViewed();
    private final Label name = new Label();
    private final Label kind = Parts.label("", "muted", "small");
    private final Label keptOut = Parts.label("", "muted", "small");
    private final Button viewed = new Button();
    private final HBox glyph = new HBox();
    private final HBox badges = new HBox(4);
    private final HBox row;

    ChangeCell(ChangeTreeModel model) {
        this.model = model;
        name.setEllipsisString("…");
        name.setMinWidth(60);
        viewed.getStyleClass().addAll("flat", "viewed-button");
        viewed.setFocusTraversable(false);
        viewed.setOnAction(event -> model.toggleViewed(getItem().row()));
        viewed.setMinWidth(USE_PREF_SIZE);
        glyph.setAlignment(Pos.CENTER);
        badges.setAlignment(Pos.CENTER);
        badges.setMinWidth(USE_PREF_SIZE);
        row = new HBox(7, glyph, name, kind, Parts.spring(), badges, keptOut, viewed);
        row.setAlignment(Pos.CENTER_LEFT);
        kind.managedProperty().bind(kind.visibleProperty());
        treeViewProperty().subscribe(tree -> {
            if (tree != null) {
                kind.visibleProperty().bind(tree.widthProperty().greaterThan(ROOM_FOR_KIND));
            }
        });
        model.viewed().addListener(new WeakSetChangeListener<>(onViewed));
        // the row is never wider than the tree: names give way, facts at the right stay
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(ChangeNode item, boolean empty) {
        super.updateItem(item, empty);
        pseudoClassStateChanged(GROUP, !empty && item.isGroup());
        pseudoClassStateChanged(
                KEPT_OUT, !empty && !item.isGroup() && item.row().keptOut().isPresent());
        setTooltip(null);
        setText(null);
        if (empty) {
            setGraphic(null);
            setAccessibleText(null);
        } else if (item.isGroup()) {
            group(item.group());
        } else {
            change(item.row());
        }
    }

    private void group(ChangeGroup group) {
        String title = words.get("group." + group.action(), group.rows().size());
        HBox header = new HBox(6, Parts.label(title, "group-title"));
        if (group.action() == ChangeGroup.Action.SUGGESTED) {
            long open = group.rows().stream()
                    .filter(r -> r.rename().filter(RenameCase::isOpen).isPresent())
                    .count();
            header.getChildren().add(Parts.label(words.get("group.open", open), "muted", "small"));
        }
        if (group.keptOut() > 0) {
            header.getChildren().add(Parts.label(words.get("group.keptOut", group.keptOut()), "muted", "small"));
        }
        header.setAlignment(Pos.CENTER_LEFT);
        setGraphic(header);
        setAccessibleText(title);
    }

    private void change(ChangeRow item) {
        glyph.getChildren().setAll(ChangeGlyph.of(item));
        name.setText(item.name());
        // of a rename or a privilege both ends tell something, of everything else the last part
        boolean pair = item.action() == ChangeGroup.Action.SUGGESTED
                || item.action() == ChangeGroup.Action.RENAME
                || AccessRule.describes(item.ref().kind());
        name.setTextOverrun(pair ? OverrunStyle.CENTER_ELLIPSIS : OverrunStyle.LEADING_ELLIPSIS);
        kind.setText(item.kind());
        badges.getChildren().clear();
        if (item.errors() > 0) {
            badges.getChildren()
                    .add(Parts.badge(Severity.ERROR, item.errors(), words.get("row.errors", item.errors())));
        }
        if (item.warnings() > 0) {
            badges.getChildren()
                    .add(Parts.badge(Severity.WARNING, item.warnings(), words.get("row.warnings", item.warnings())));
        }
        badges.setManaged(!badges.getChildren().isEmpty());
        keptOut.setText(standing(item));
        keptOut.setManaged(!keptOut.getText().isEmpty());
        keptOut.setVisible(!keptOut.getText().isEmpty());
        setTooltip(new Tooltip(item.keptOut()
                .map(why -> words.get("row.why", item.name(), item.kind(), why))
                .orElse(words.get("row.tip", item.name(), item.kind()))));
        setGraphic(row);
        showViewed();
        // what a reused cell takes in during layout gets no style from the running pulse
        row.applyCss();
    }

    /** What became of a difference, in a word: left out by policy, or undecided or decided as a rename. */
    private String standing(ChangeRow item) {
        if (item.keptOut().isPresent() && item.differs()) {
            return words.get("row.skipped");
        }
        return item.rename()
                .map(c -> words.get(
                        item.action() == ChangeGroup.Action.SUGGESTED
                                ? "row.case." + c.state()
                                : "row.renamed." + c.state()))
                .orElse("");
    }

    private void showViewed() {
        if (isEmpty() || getItem() == null || getItem().isGroup()) {
            return;
        }
        ChangeRow item = getItem().row();
        boolean is = model.isViewed(item);
        boolean can = item.differs() && item.keptOut().isEmpty() || is;
        viewed.setText(is ? words.get("row.viewed") : "");
        viewed.setGraphic((is ? Icon.CHECK : Icon.OPEN_CIRCLE).node("icon-small", is ? "icon-ok" : "icon-quiet"));
        viewed.setTooltip(new Tooltip(words.get(is ? "row.unview" : "row.view")));
        viewed.pseudoClassStateChanged(PseudoClass.getPseudoClass("viewed"), is);
        viewed.setVisible(is || isSelected() && can);
        viewed.setManaged(viewed.isVisible());
        setAccessibleText(words.get(
                "row.spoken",
                words.get("action." + item.action()),
                item.kind(),
                item.name(),
                item.errors(),
                item.warnings(),
                spokenStanding(item),
                words.get(is ? "row.spokenViewed" : "row.spokenNotViewed")));
    }

    private String spokenStanding(ChangeRow item) {
        return item.keptOut()
                .map(why -> words.get("row.spokenKeptOut", why))
                .or(() -> Optional.of(standing(item)).filter(s -> !s.isEmpty()).map(s -> ", " + s))
                .orElse("");
    }

    @Override
    public void updateSelected(boolean selected) {
        super.updateSelected(selected);
        showViewed();
    }
}
