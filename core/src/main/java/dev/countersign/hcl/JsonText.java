package dev.countersign.hcl;

import java.util.List;
import java.util.SortedMap;

/** Values as compact JSON, with the characters escaped that Go's encoder escapes, so that texts equal Atlas's. */
final class JsonText {

    private JsonText() {}

    /** Whether the value is shown as itself and not as a structure. */
    static boolean isPlain(HclValue value) {
        return !(value instanceof HclValue.Items) && !(value instanceof HclValue.Fields);
    }

    static String write(HclValue value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(HclValue value, StringBuilder out) {
        switch (value) {
            case HclValue.Text(String text) -> quote(text, out);
            case HclValue.Number number -> out.append(number.digits());
            case HclValue.Bool(boolean bool) -> out.append(bool);
            case HclValue.Null ignored -> out.append("null");
            case HclValue.Unknown ignored -> out.append("null");
            case HclValue.Items(List<HclValue> items) -> {
                out.append('[');
                for (int i = 0; i < items.size(); i++) {
                    out.append(i == 0 ? "" : ",");
                    write(items.get(i), out);
                }
                out.append(']');
            }
            case HclValue.Fields(SortedMap<String, HclValue> fields) -> {
                out.append('{');
                String separator = "";
                for (var field : fields.entrySet()) {
                    out.append(separator);
                    quote(field.getKey(), out);
                    out.append(':');
                    write(field.getValue(), out);
                    separator = ",";
                }
                out.append('}');
            }
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '<', '>', '&', '\u2028', '\u2029' -> out.append("\\u%04x".formatted((int) c));
                default -> {
                    if (c < ' ') {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
