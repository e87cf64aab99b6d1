package dev.countersign.app.policy;

import atlantafx.base.controls.ToggleSwitch;
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
    private final Label keptOutTitle = Parts.label(words.get("strip.keptOut"), "muted");
    private final Map<String, Entry> entries = new HashMap<>();

    public VariablesView(VariablesModel model, Runnable showKeptOut) {
        super(14);
        this.model = model;
        getStyleClass().add("variables-strip");
        setAlignment(Pos.CENTER_LEFT);
        switches.setAlignment(Pos.CENTER_LEFT);
        keptOut.getStyleClass().addAll("link-button");
        keptOut.setOnAction(event -> showKeptOut.run());
        keptOut.setMinWidth(USE_PREF_SIZE);
        getChildren()
                .addAll(
                        Parts.label(words.get("strip.title"), "strip-title"),
                        switches,
                        Parts.spring(),
                        keptOutTitle,
                        keptOut);
        model.variablesProperty().subscribe(this::show);
        model.effectProperty().subscribe(effect -> entries.values().forEach(Entry::refresh));
        model.keptOutProperty().subscribe(list -> {
            keptOut.setText(words.get("strip.changes", list.size()));
            keptOut.setDisable(list.isEmpty());
            keptOut.setTooltip(new Tooltip(words.get("strip.keptOutTip")));
        });
    }

    private void show(List<VariableValue> variables) {
        List<VariableValue> boolVariables =
                variables.stream().filter(VariableValue::isSwitch).toList();
        List<String> names = boolVariables.stream().map(VariableValue::name).toList();
        if (!names.equals(switches.getChildren().stream()
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
