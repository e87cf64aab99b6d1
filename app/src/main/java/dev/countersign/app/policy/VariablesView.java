package dev.countersign.app.policy;

import atlantafx.base.controls.ToggleSwitch;
import dev.countersign.app.rename.RenameModel;
import dev.countersign.app.review.RenameCase;
import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import dev.countersign.review.VariableValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** The strip with one switch per boolean variable, its state in words, and what policy keeps out. Always visible. */
public final class VariablesView extends HBox {
    private static final PseudoClass ON = PseudoClass.getPseudoClass("on");
    private final Words words = Words.of(VariablesView.class);
    private final VariablesModel model;
    private final HBox switches = new HBox(18);
    private final Button keptOut = new Button();
    private final Map<String, Entry> entries = new HashMap<>();

    /** What a link at the right does; {@code tip} says it in words, with its key. */
    public record Link(Runnable deed, String tip) {}

    /** The links at the right. */
    public record Links(Link actor, Link renames, Link keptOut) {}

    public VariablesView(VariablesModel model, ActorModel actor, RenameModel renames, Links links) {
        super(14);
        this.model = model;
        getStyleClass().add("variables-strip");
        setAlignment(Pos.CENTER_LEFT);
        switches.setAlignment(Pos.CENTER_LEFT);
        Button who = link(new Button(), links.actor());
        actor.actorProperty().subscribe(name -> {
            who.setText(name.orElse(words.get("strip.nobody")));
            who.setAccessibleText(words.get("strip.actorSpoken", who.getText()));
        });
        Button decide = link(new Button(), links.renames());
        HBox renaming = fact("strip.renames", decide);
        renames.casesProperty().subscribe(cases -> {
            int open = renames.count(RenameCase.State.SUGGESTED);
            decide.setText(
                    open > 0
                            ? words.get("strip.toDecide", open)
                            : words.get(
                                    "strip.decided",
                                    renames.count(RenameCase.State.CONFIRMED),
                                    renames.count(RenameCase.State.REJECTED)));
            renaming.setVisible(!cases.isEmpty());
            renaming.setManaged(!cases.isEmpty());
        });
        link(keptOut, links.keptOut());
        getChildren()
                .addAll(
                        Parts.label(words.get("strip.title"), "strip-title"),
                        switches,
                        Parts.spring(),
                        fact("strip.actor", who),
                        renaming,
                        fact("strip.keptOut", keptOut));
        model.variablesProperty().subscribe(this::show);
        model.effectProperty().subscribe(effect -> entries.values().forEach(Entry::refresh));
        model.keptOutProperty().subscribe(list -> {
            keptOut.setText(words.get("strip.changes", list.size()));
            keptOut.setDisable(list.isEmpty());
        });
    }

    private static Button link(Button button, Link link) {
        button.getStyleClass().add("link-button");
        button.setOnAction(event -> link.deed().run());
        button.setTooltip(new Tooltip(link.tip()));
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    private HBox fact(String key, Button link) {
        HBox fact = new HBox(4, Parts.label(words.get(key), "muted"), link);
        fact.setAlignment(Pos.CENTER_LEFT);
        return fact;
    }

    private void show(List<VariableValue> variables) {
        List<VariableValue> boolVariables =
                variables.stream().filter(VariableValue::isSwitch).toList();
        List<String> names = boolVariables.stream().map(VariableValue::name).toList();
        if (switches.getChildren().isEmpty()
                || !names.equals(switches.getChildren().stream()
                        .filter(Entry.class::isInstance)
                        .map(n -> ((Entry) n).variable.name())
                        .toList())) {
            entries.clear();
            switches.getChildren().clear();
            boolVariables.forEach(v -> {
                Entry entry = new Entry(v);
                entries.put(v.name(), entry);
                switches.getChildren().add(entry);
            });
            if (boolVariables.isEmpty()) {
                switches.getChildren().add(Parts.label(words.get("strip.none"), "muted"));
            }
        }
        boolVariables.forEach(v -> entries.get(v.name()).show(v));
    }

    /** A switch with its name, state and effect. */
    private final class Entry extends HBox {
        private final ToggleSwitch toggle = new ToggleSwitch();
        private final Label name = Parts.label("", "variable-name");
        private final Label state = Parts.label("", "variable-state");
        private final Label effect = Parts.label("", "muted");
        private VariableValue variable;

        Entry(VariableValue variable) {
            super(7);
            this.variable = variable;
            getStyleClass().add("variable");
            setAlignment(Pos.CENTER_LEFT);
            toggle.setSelected(VariablesModel.isOn(variable));
            toggle.selectedProperty().subscribe(on -> model.turn(this.variable, on));
            toggle.setTooltip(new Tooltip(variable.description().isEmpty() ? variable.name() : variable.description()));
            getChildren().addAll(toggle, name, state, effect);
        }

        void show(VariableValue value) {
            variable = value;
            toggle.setSelected(VariablesModel.isOn(value));
            refresh();
        }

        void refresh() {
            boolean on = VariablesModel.isOn(variable);
            name.setText(variable.name().replace('_', ' '));
            state.setText(words.get(on ? "strip.on" : "strip.off"));
            pseudoClassStateChanged(ON, on);
            VariablesModel.Effect last = model.effectProperty().get();
            boolean mine = last.variable().filter(variable.name()::equals).isPresent();
            effect.setText(
                    !mine || last.statements() == 0
                            ? ""
                            : words.get(
                                    last.statements() > 0 ? "strip.adds" : "strip.removes",
                                    Math.abs(last.statements())));
            effect.setManaged(!effect.getText().isEmpty());
            toggle.setAccessibleText(words.get("strip.spoken", name.getText(), state.getText(), effect.getText()));
        }
    }
}
