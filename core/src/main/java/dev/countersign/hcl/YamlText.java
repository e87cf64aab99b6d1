package dev.countersign.hcl;

import java.util.List;
import java.util.SortedMap;

/** Values as YAML in block style, texts always quoted, so that no reader takes one for a number or a bool. */
final class YamlText {

    private final StringBuilder out = new StringBuilder();

    private YamlText() {}

    static String write(HclValue value) {
        YamlText yaml = new YamlText();
        yaml.block(value, 0);
        return yaml.out.toString();
    }

    /** Writes a value where a line has just begun; ends with a line end. */
    private void block(HclValue value, int indentation) {
        switch (value) {
            case HclValue.Items(List<HclValue> items)
            when !items.isEmpty() -> {
                String padding = "";
                for (HclValue item : items) {
                    out.append(padding).append("- ");
                    block(item, indentation + 2);
                    padding = " ".repeat(indentation);
                }
            }
            case HclValue.Fields(SortedMap<String, HclValue> fields)
            when !fields.isEmpty() -> {
                String padding = "";
                for (var field : fields.entrySet()) {
                    out.append(padding)
                            .append(JsonText.write(HclValue.of(field.getKey())))
                            .append(':');
                    below(field.getValue(), indentation);
                    padding = " ".repeat(indentation);
                }
            }
            case HclValue.Items ignored -> out.append("[]\n");
            case HclValue.Fields ignored -> out.append("{}\n");
            case HclValue.Text ignored -> scalar(value);
            case HclValue.Number ignored -> scalar(value);
            case HclValue.Bool ignored -> scalar(value);
            case HclValue.Null ignored -> scalar(value);
            case HclValue.Unknown ignored -> scalar(value);
        }
    }

    private void below(HclValue value, int indentation) {
        switch (value) {
            case HclValue.Items(List<HclValue> items)
            when !items.isEmpty() -> {
                // the items of a key's list stand in the column of the key
                out.append('\n').append(" ".repeat(indentation));
                block(value, indentation);
            }
            case HclValue.Fields(SortedMap<String, HclValue> fields)
            when !fields.isEmpty() -> {
                out.append('\n').append(" ".repeat(indentation + 2));
                block(value, indentation + 2);
            }
            case HclValue.Items ignored -> inline(value, indentation);
            case HclValue.Fields ignored -> inline(value, indentation);
            case HclValue.Text ignored -> inline(value, indentation);
            case HclValue.Number ignored -> inline(value, indentation);
            case HclValue.Bool ignored -> inline(value, indentation);
            case HclValue.Null ignored -> inline(value, indentation);
            case HclValue.Unknown ignored -> inline(value, indentation);
        }
    }

    private void inline(HclValue value, int indentation) {
        out.append(' ');
        block(value, indentation);
    }

    private void scalar(HclValue value) {
        out.append(JsonText.write(value)).append('\n');
    }
}
