package dev.countersign.app.plan;

import dev.countersign.app.rename.RenameBar;
import dev.countersign.app.review.Selection;
import dev.countersign.app.text.AreaLine;
import dev.countersign.app.text.SqlArea;
import dev.countersign.app.text.SqlHighlighter;
import dev.countersign.app.text.SqlSpan;
import dev.countersign.app.theme.Icon;
import dev.countersign.app.theme.Parts;
import dev.countersign.app.theme.ThemeModel;
import dev.countersign.app.words.Words;
import dev.countersign.lint.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;

/** The plan as text: what will run, in order, with what was found on the line that carries it. */
public final class PlanView extends BorderPane {
    private final Words words = Words.of(PlanView.class);
    private final SqlHighlighter highlighter = new SqlHighlighter();
    private final FindingRows rows;
    private final RenameBar renames;
    private final SqlArea area;
    private final Label facts = Parts.label("", "muted");
    private final Label proof = Parts.label("", "chip");

    /** @param renames shows what looks renamed under its statements */
    public PlanView(PlanModel model, Selection selection, ThemeModel theme, RenameBar renames) {
        this.rows = new FindingRows(model);
        this.renames = renames;
        this.area = new SqlArea(words.get("plan.spoken"));
        getStyleClass().add("plan-view");
        setTop(Parts.paneHeader(
                Parts.label(words.get("plan.title"), "pane-title"),
                facts,
                proof,
                Parts.spring(),
                Parts.shrinking(words.get("plan.keys"), "key-hint")));
        setCenter(area.node());
        theme.fontSizeProperty().subscribe(size -> area.setFontSize(size.doubleValue()));
        model.linesProperty().subscribe(lines -> {
            facts.setText(words.get("plan.facts", model.statements(), model.batches()));
            area.show(lines.stream().map(this::line).toList());
            selection.statementProperty().get().ifPresent(area::reveal);
        });
        model.proofProperty().subscribe(this::showProof);
        area.setOnStatement(n -> selection.statementProperty().set(Optional.of(n)));
        selection.statementProperty().subscribe(n -> n.ifPresent(area::reveal));
    }

    /** The node that takes the keyboard focus. */
    public Node focusTarget() {
        return area.focusTarget();
    }

    private void showProof(PlanModel.Proof is) {
        proof.setText(words.get("proof." + is));
        proof.setTooltip(new Tooltip(words.get("proof.tip." + is)));
        proof.setAccessibleText(words.get("proof.tip." + is));
        proof.getStyleClass().removeIf(name -> name.startsWith("chip-"));
        switch (is) {
            case ARRIVES, ARRIVES_WITHOUT_KEPT_OUT -> dress("chip-ok", Icon.CHECK, "icon-ok");
            case PENDING -> dress("chip-quiet", Icon.CLOCK, "icon-quiet");
            case NOTHING -> dress("chip-quiet", Icon.CHECK, "icon-quiet");
            case DIFFERS, INCOMPLETE -> dress("chip-warning", Icon.WARNING, "icon-warning");
            case REFUSED, FAILS_ON_ROWS -> dress("chip-error", Icon.ERROR, "icon-error");
        }
    }

    private void dress(String chip, Icon icon, String iconStyle) {
        proof.getStyleClass().add(chip);
        proof.setGraphic(icon.node("icon-small", iconStyle));
    }

    private AreaLine line(PlanLine line) {
        return switch (line) {
            case PlanLine.BatchStart batch ->
                new AreaLine.Heading(words.get(
                        batch.transactional() ? "batch.transaction" : "batch.alone",
                        batch.number(),
                        batch.statements()));
            case PlanLine.Sql sql ->
                new AreaLine.Code(
                        sql.statement().number(),
                        sql.index() == 0,
                        sql.text(),
                        pieces(sql),
                        sql.worst().map(this::mark),
                        sql.lock(),
                        sql.statement().purpose(),
                        sql.appeared());
            case PlanLine.Finding finding ->
                new AreaLine.Row(finding.diagnostic().statement(), () -> rows.finding(finding.diagnostic()));
            case PlanLine.Rename rename ->
                new AreaLine.Row(rename.statement(), () -> FindingRows.margin(renames.of(rename.aCase())));
            case PlanLine.Refusal refusal -> new AreaLine.Row(refusal.failure().number(), () -> rows.refusal(refusal));
        };
    }

    private AreaLine.Mark mark(Severity severity) {
        return new AreaLine.Mark(
                Parts.icon(severity),
                "icon-" + Parts.styleName(severity),
                words.get("mark." + severity.name().toLowerCase(Locale.ROOT)));
    }

    /** Highlighting and underlines cut each other into pieces that have both. */
    private List<AreaLine.Piece> pieces(PlanLine.Sql line) {
        List<SqlSpan> spans = highlighter.spans(line.text());
        TreeSet<Integer> cuts = new TreeSet<>();
        spans.forEach(s -> {
            cuts.add(s.start());
            cuts.add(s.end());
        });
        line.underlines().forEach(u -> {
            cuts.add(u.start());
            cuts.add(u.end());
        });
        List<AreaLine.Piece> pieces = new ArrayList<>();
        Integer from = null;
        for (int to : cuts) {
            if (from != null) {
                pieces.add(new AreaLine.Piece(from, to, styles(line, spans, from)));
            }
            from = to;
        }
        return pieces;
    }

    private static List<String> styles(PlanLine.Sql line, List<SqlSpan> spans, int at) {
        List<String> styles = new ArrayList<>();
        spans.stream()
                .filter(s -> s.start() <= at && at < s.end())
                .forEach(s -> styles.add(s.kind().styleClass()));
        line.underlines().stream()
                .filter(u -> u.start() <= at && at < u.end())
                .map(PlanLine.Underline::severity)
                .min(Comparator.naturalOrder())
                .ifPresent(s -> styles.add("underline-" + Parts.styleName(s)));
        return styles;
    }
}
