package dev.countersign.app.plan;

import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Fix;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Makes the rows that stand between the lines of the plan. */
final class FindingRows {
    private final Words words = Words.of(FindingRows.class);
    private final PlanModel model;

    FindingRows(PlanModel model) {
        this.model = model;
    }

    Region finding(Diagnostic diagnostic) {
        String style = Parts.styleName(diagnostic.severity());
        VBox text = new VBox(2, Parts.wrapped(diagnostic.message(), "finding-message"));
        text.getChildren()
                .add(Parts.wrapped(
                        words.get("finding.evidence", diagnostic.evidence().label()), "finding-evidence"));
        for (Fix fix : diagnostic.fixes()) {
            text.getChildren().add(Parts.wrapped(words.get("finding.fix", fix.title()), "finding-fix"));
            fix.replacement().ifPresent(sql -> text.getChildren().add(Parts.wrapped(sql, "finding-sql")));
        }
        HBox row = row(style, diagnostic.code(), text);
        row.setAccessibleText(words.get(
                "finding.spoken",
                words.get("mark." + diagnostic.severity().name().toLowerCase(Locale.ROOT)),
                diagnostic.code(),
                diagnostic.message()));
        row.setOnMouseClicked(event -> model.select(diagnostic));
        return row;
    }

    Region refusal(PlanLine.Refusal refusal) {
        VBox text = new VBox(
                2,
                Parts.wrapped(words.get("refusal.message", refusal.failure().message()), "finding-message"),
                Parts.wrapped(words.get(refusal.rowsOnly() ? "refusal.rows" : "refusal.after"), "finding-evidence"));
        return row("error", refusal.failure().sqlState(), text);
    }

    private static HBox row(String style, String code, VBox text) {
        Label codeLabel = Parts.label(code, "finding-code", "text-" + style);
        HBox box = new HBox(10, codeLabel, text);
        box.getStyleClass().addAll("finding-box", "finding-" + style);
        box.setAlignment(Pos.TOP_LEFT);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox.setHgrow(box, Priority.ALWAYS);
        box.setMaxWidth(Double.MAX_VALUE);
        return margin(box);
    }

    /** A row of the plan around a box. */
    static HBox margin(Region box) {
        HBox margin = new HBox(box);
        margin.getStyleClass().add("finding-row");
        return margin;
    }
}
