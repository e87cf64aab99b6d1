package dev.countersign.app.cli;

import dev.countersign.diff.Change;
import dev.countersign.drift.Divergence;
import dev.countersign.drift.DriftReport;
import dev.countersign.drift.FileStanding;
import dev.countersign.drift.FileStanding.Standing;
import dev.countersign.drift.HistoryFinding;
import dev.countersign.hcl.HclValue;
import dev.countersign.report.ChangeWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A report about drift as text for a terminal and as JSON. */
final class DriftText {
    private final DriftReport report;
    private final ChangeWords words = new ChangeWords();

    DriftText(DriftReport report) {
        this.report = report;
    }

    /** One line about each file and each object; the answer is in the first line. */
    String text() {
        StringBuilder out = new StringBuilder("Drift status: " + report.status() + "\n");
        line(out, "database", report.database());
        line(
                out,
                "recorded",
                report.version()
                        .map(v -> "version " + v + ", " + report.record().orElse(""))
                        .orElse("nothing"));
        report.files().ifPresent(files -> line(out, "files", files));
        for (HistoryFinding finding : report.history()) {
            out.append("  ")
                    .append(finding.kind().wrong() ? "! " : "? ")
                    .append(finding.kind().label())
                    .append(": ")
                    .append(finding.text())
                    .append('\n');
        }
        for (Divergence divergence : report.divergences()) {
            out.append("  ")
                    .append(divergence.back().isPresent() ? "! " : "  ")
                    .append(divergence.kind().label())
                    .append(": ")
                    .append(sentence(divergence))
                    .append('\n');
        }
        report.notCompared().forEach(text -> out.append("  ? ").append(text).append('\n'));
        report.notEvaluated().forEach(text -> out.append("  ? ").append(text).append('\n'));
        return out.toString();
    }

    private static void line(StringBuilder out, String name, String value) {
        out.append("  ").append(name).append(": ").append(value).append('\n');
    }

    private String sentence(Divergence divergence) {
        String there = divergence.back().map(DriftText::there).orElse("");
        String wanted = divergence.wanted().map(words::sentence).orElse("");
        return switch (divergence.kind()) {
            case DRIFT, TAKEN_UP -> there;
            case CONFLICT -> there + "; the files " + wanted;
            case PENDING -> "the files " + wanted;
        };
    }

    /** What is there, told from the change that would take it back. */
    private static String there(Change back) {
        return switch (back) {
            case Change.AddObject add -> add.ref() + " is recorded and is not there";
            case Change.AddColumn add -> add.ref() + " is recorded and is not there";
            case Change.DropObject drop -> drop.ref() + " is there and is not recorded";
            case Change.DropColumn drop -> drop.ref() + " is there and is not recorded";
            case Change.ModifyObject modify ->
                modify.ref() + " is not as recorded" + ChangeWords.attributes(modify.attributes());
            case Change.ModifyColumn modify ->
                modify.ref() + " is not as recorded" + ChangeWords.attributes(modify.attributes());
            case Change.RenameObject rename ->
                rename.ref() + " is recorded as " + rename.newRef().display();
            case Change.RenameColumn rename -> rename.ref() + " is recorded as " + rename.newName();
        };
    }

    /** The same as data. */
    String json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("status", report.status());
        root.put("database", report.database());
        report.record().ifPresent(record -> root.put("record", record));
        report.version().ifPresent(version -> root.put("version", version));
        report.files().ifPresent(files -> root.put("files", files));
        root.put(
                "history",
                report.history().stream()
                        .map(f -> Map.of("kind", f.kind(), "version", f.version(), "text", f.text()))
                        .toList());
        root.put("divergences", report.divergences().stream().map(this::json).toList());
        root.put("sql", report.back());
        root.put("notCompared", report.notCompared());
        root.put("notEvaluated", report.notEvaluated());
        root.put("notices", report.notices());
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(root)
                + "\n";
    }

    /** The same under names that templates for the state of migrations use. */
    HclValue data() {
        Map<String, HclValue> data = new TreeMap<>();
        data.put("Status", HclValue.of(report.status().name()));
        data.put("Database", HclValue.of(report.database()));
        data.put("Record", HclValue.of(report.record().orElse("")));
        data.put("Current", HclValue.of(report.version().orElse("No migration applied yet")));
        data.put(
                "Next",
                HclValue.of(files(Standing.PENDING)
                        .findFirst()
                        .map(FileStanding::version)
                        .orElse("Already at latest version")));
        data.put("Available", list(report.migrations().stream()));
        data.put("Applied", list(files(Standing.APPLIED)));
        data.put("Pending", list(files(Standing.PENDING)));
        data.put("OutOfOrder", list(files(Standing.OUT_OF_ORDER)));
        data.put("BeforeFirst", list(files(Standing.BEFORE_FIRST)));
        data.put(
                "History",
                HclValue.of(report.history().stream()
                        .map(f -> fields(Map.of("Kind", f.kind().name(), "Version", f.version(), "Text", f.text())))
                        .toList()));
        data.put(
                "Divergences",
                HclValue.of(report.divergences().stream()
                        .map(d -> fields(Map.of(
                                "Kind", d.kind().name(), "Object", d.ref().toString(), "Text", sentence(d))))
                        .toList()));
        data.put("SQL", HclValue.of(report.back()));
        data.put("NotCompared", texts(report.notCompared()));
        data.put("NotEvaluated", texts(report.notEvaluated()));
        data.put("Notices", texts(report.notices()));
        return HclValue.of(data);
    }

    private Stream<FileStanding> files(Standing standing) {
        return report.migrations().stream().filter(f -> f.standing() == standing);
    }

    private static HclValue list(Stream<FileStanding> files) {
        return HclValue.of(
                files.map(f -> fields(Map.of("Name", f.name(), "Version", f.version(), "Description", f.description())))
                        .toList());
    }

    private static HclValue fields(Map<String, String> texts) {
        Map<String, HclValue> fields = new TreeMap<>();
        texts.forEach((name, text) -> fields.put(name, HclValue.of(text)));
        return HclValue.of(fields);
    }

    private static HclValue texts(List<String> texts) {
        return HclValue.of(texts.stream().map(text -> HclValue.of(text)).toList());
    }

    private Map<String, Object> json(Divergence divergence) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", divergence.kind());
        json.put("object", divergence.ref().toString());
        json.put("text", sentence(divergence));
        divergence.back().ifPresent(change -> json.put("back", words.sentence(change)));
        divergence.wanted().ifPresent(change -> json.put("wanted", words.sentence(change)));
        return json;
    }
}
