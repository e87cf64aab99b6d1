package dev.countersign.app.shell;

import dev.countersign.app.compare.ChangeRow;
import dev.countersign.app.compare.ChangeTreeModel;
import dev.countersign.app.findings.FindingsModel;
import dev.countersign.app.words.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The command palette: every action, {@code #} objects, {@code !} findings; what cannot be done now is listed with the reason. */
public final class PaletteModel {
    private static final int LISTED = 200;
    private final Words words = Words.of(PaletteModel.class);
    private final Actions actions;
    private final ChangeTreeModel tree;
    private final FindingsModel findings;
    private final StringProperty query = new SimpleStringProperty("");
    private final ObservableList<Entry> entries = FXCollections.observableArrayList();

    /** A line of the palette. */
    public record Entry(String title, String detail, String key, Optional<String> obstacle, Runnable deed) {}

    public PaletteModel(Actions actions, ChangeTreeModel tree, FindingsModel findings) {
        this.actions = actions;
        this.tree = tree;
        this.findings = findings;
        query.addListener((o, before, now) -> refresh());
    }

    /** What was typed. */
    public StringProperty queryProperty() {
        return query;
    }

    /** The lines that fit what was typed. */
    public ObservableList<Entry> entries() {
        return entries;
    }

    /** Lists anew: what can be done may have changed. */
    public void refresh() {
        String text = query.get().strip();
        if (text.startsWith("#")) {
            show(objects(), text.substring(1));
        } else if (text.startsWith("!")) {
            show(findings(), text.substring(1));
        } else {
            show(actionEntries(), text.startsWith(">") ? text.substring(1) : text);
        }
    }

    private void show(List<Entry> all, String text) {
        List<String> wanted = List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        entries.setAll(all.stream()
                .filter(e -> {
                    String whole = (e.title() + " " + e.detail()).toLowerCase(Locale.ROOT);
                    return wanted.stream().allMatch(whole::contains);
                })
                .limit(LISTED)
                .toList());
    }

    private List<Entry> actionEntries() {
        return Arrays.stream(Action.values())
                .filter(a -> a != Action.PALETTE)
                .map(a -> new Entry(
                        actions.title(a),
                        actions.obstacle(a).orElse(""),
                        a.keyText(),
                        actions.obstacle(a),
                        () -> actions.run(a)))
                .toList();
    }

    private List<Entry> objects() {
        List<Entry> list = new ArrayList<>();
        tree.groupsProperty()
                .get()
                .forEach(g -> g.rows().stream()
                        .filter(ChangeRow::differs)
                        .forEach(r -> list.add(new Entry(
                                r.name(),
                                words.get("palette.object", words.get("palette.verb." + r.action()), r.kind()),
                                "",
                                Optional.empty(),
                                () -> tree.select(r)))));
        return list;
    }

    private List<Entry> findings() {
        return findings.listed().stream()
                .map(d -> new Entry(
                        words.get("palette.finding", d.code(), d.message()),
                        d.object().map(o -> o.display()).orElse(""),
                        "",
                        Optional.empty(),
                        () -> findings.select(d)))
                .toList();
    }
}
