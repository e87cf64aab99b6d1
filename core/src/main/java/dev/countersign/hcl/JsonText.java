package dev.countersign.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON read into values, and values as JSON, with the characters escaped that Go's encoder escapes, so that texts equal Atlas's. */
public final class JsonText {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Tokens.MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonText() {}

    /** Whether the value is shown as itself and not as a structure. */
    static boolean isPlain(HclValue value) {
        return !(value instanceof HclValue.Items) && !(value instanceof HclValue.Fields);
    }

    /** Compact, on one line. */
    public static String write(HclValue value) {
        StringBuilder out = new StringBuilder();
        write(value, out, Lines.NONE);
        return out.toString();
    }

    /** Each part on a line of its own, behind the prefix and as many indentations as it is deep. */
    public static String write(HclValue value, String prefix, String indentation) {
        StringBuilder out = new StringBuilder();
        write(value, out, new Lines("\n" + prefix, indentation));
        return out.toString();
    }

    /**
     * The value of a JSON text.
     *
     * @throws tools.jackson.core.JacksonException when it is none
     */
    public static HclValue read(String json) {
        return value(JSON.readTree(json));
    }

    private static HclValue value(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> HclValue.of(node.stringValue());
            case BOOLEAN -> HclValue.of(node.booleanValue());
            case NUMBER -> new HclValue.Number(node.decimalValue());
            case ARRAY -> {
                List<HclValue> items = new ArrayList<>();
                node.forEach(item -> items.add(value(item)));
                yield HclValue.of(items);
            }
            case OBJECT -> {
                Map<String, HclValue> fields = new TreeMap<>();
                node.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
                yield HclValue.of(fields);
            }
            case NULL, MISSING, BINARY, POJO -> HclValue.Null.NULL;
        };
    }

    /** How lines begin. */
    private record Lines(String start, String indentation) {
        static final Lines NONE = new Lines("", "");

        Lines deeper() {
            return new Lines(start + indentation, indentation);
        }

        String colon() {
            return start.isEmpty() ? ":" : ": ";
        }
    }

    private static void write(HclValue value, StringBuilder out, Lines lines) {
        switch (value) {
            case HclValue.Text(String text) -> quote(text, out);
            case HclValue.Number number -> out.append(number.digits());
            case HclValue.Bool(boolean bool) -> out.append(bool);
            case HclValue.Null ignored -> out.append("null");
            case HclValue.Unknown ignored -> out.append("null");
            case HclValue.Items(List<HclValue> items) -> {
                out.append('[');
                for (int i = 0; i < items.size(); i++) {
                    out.append(i == 0 ? "" : ",").append(lines.deeper().start());
                    write(items.get(i), out, lines.deeper());
                }
                out.append(items.isEmpty() ? "" : lines.start()).append(']');
            }
            case HclValue.Fields(SortedMap<String, HclValue> fields) -> {
                out.append('{');
                String separator = "";
                for (var field : fields.entrySet()) {
                    out.append(separator).append(lines.deeper().start());
                    quote(field.getKey(), out);
                    out.append(lines.colon());
                    write(field.getValue(), out, lines.deeper());
                    separator = ",";
                }
                out.append(fields.isEmpty() ? "" : lines.start()).append('}');
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
