package dev.countersign.report;

import dev.countersign.gotemplate.TemplateFunction;
import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.JsonText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The functions that templates of outputs have besides Go's own. Those that colour leave the text as it is: what a template writes goes into files and comments. */
final class TemplateFunctions {
    private static final int MOST_REPEATED = 10_000;
    private static final List<String> COLOURS =
            List.of("underline", "gray", "cyan", "green", "red", "yellow", "redBgWhiteFg");

    private TemplateFunctions() {}

    static Map<String, TemplateFunction> with(Map<String, TemplateFunction> more) {
        Map<String, TemplateFunction> all = new TreeMap<>();
        all.put("json", TemplateFunctions::json);
        all.put("add", values -> number(values, true));
        all.put("sub", values -> number(values, false));
        all.put("upper", values -> HclValue.of(text(values, 1).toUpperCase(Locale.ROOT)));
        all.put("lower", values -> HclValue.of(text(values, 1).toLowerCase(Locale.ROOT)));
        all.put("repeat", TemplateFunctions::repeat);
        all.put("join", TemplateFunctions::join);
        all.put("maxWidth", TemplateFunctions::wrapped);
        COLOURS.forEach(colour -> all.put(colour, values -> HclValue.of(text(values, 1))));
        all.putAll(more);
        return all;
    }

    /** Compact, or with a prefix and an indentation for every line. */
    private static HclValue json(List<HclValue> values) {
        if (values.size() != 1 && values.size() != 3) {
            throw new IllegalArgumentException(
                    "takes a value, or a value, a prefix and an indentation; here are " + values.size());
        }
        return HclValue.of(
                values.size() == 1
                        ? JsonText.write(values.getFirst())
                        : JsonText.write(values.getFirst(), text(values.get(1)), text(values.get(2))));
    }

    private static HclValue number(List<HclValue> values, boolean add) {
        need(values, 2);
        BigDecimal left = number(values.get(0));
        BigDecimal right = number(values.get(1));
        return new HclValue.Number(add ? left.add(right) : left.subtract(right));
    }

    private static HclValue repeat(List<HclValue> values) {
        String text = text(values, 2);
        int times = number(values.get(1)).intValue();
        if (times < 0 || times > MOST_REPEATED) {
            throw new IllegalArgumentException("repeats from 0 to " + MOST_REPEATED + " times, not " + times);
        }
        return HclValue.of(text.repeat(times));
    }

    private static HclValue join(List<HclValue> values) {
        need(values, 2);
        if (!(values.get(0) instanceof HclValue.Items(List<HclValue> items))) {
            throw new IllegalArgumentException(
                    "needs a list first, not " + values.get(0).typeName());
        }
        return HclValue.of(
                items.stream().map(TemplateFunctions::text).collect(Collectors.joining(text(values.get(1)))));
    }

    /** The lines of a text that is cut between words, where lines would be longer than that. */
    private static HclValue wrapped(List<HclValue> values) {
        String text = text(values, 2);
        int width = number(values.get(1)).intValue();
        List<HclValue> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(HclValue.of(line.toString()));
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(HclValue.of(line.toString()));
        return HclValue.of(lines);
    }

    static void need(List<HclValue> values, int count) {
        if (values.size() != count) {
            throw new IllegalArgumentException("takes " + count + " values, here are " + values.size());
        }
    }

    private static String text(List<HclValue> values, int count) {
        need(values, count);
        return text(values.getFirst());
    }

    static String text(HclValue value) {
        return Conversions.text(value)
                .orElseThrow(() -> new IllegalArgumentException("needs a string, not " + value.typeName()));
    }

    private static BigDecimal number(HclValue value) {
        return Conversions.number(value)
                .orElseThrow(() -> new IllegalArgumentException("needs a number, not " + value.typeName()));
    }
}
