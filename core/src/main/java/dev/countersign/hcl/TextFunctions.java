package dev.countersign.hcl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** Functions on strings. Lengths and positions count what a person takes for characters. */
final class TextFunctions {

    private TextFunctions() {}

    static void addTo(Map<String, HclFunction> all) {
        all.put("chomp", c -> HclValue.of(c.expect(1, 1).text(0).replaceAll("[\\r\\n]+\\z", "")));
        all.put("endswith", c -> HclValue.of(c.expect(2, 2).text(0).endsWith(c.text(1))));
        all.put("indent", TextFunctions::indent);
        all.put("join", TextFunctions::join);
        all.put("lower", c -> HclValue.of(each(c.expect(1, 1).text(0), Character::toLowerCase)));
        all.put("replace", TextFunctions::replace);
        all.put("sort", TextFunctions::sort);
        all.put("split", TextFunctions::split);
        all.put("startswith", c -> HclValue.of(c.expect(2, 2).text(0).startsWith(c.text(1))));
        all.put(
                "strrev",
                c -> HclValue.of(
                        String.join("", Characters.of(c.expect(1, 1).text(0)).reversed())));
        all.put("substr", TextFunctions::substr);
        all.put("title", TextFunctions::title);
        all.put(
                "tobool",
                c -> converted(
                        c,
                        "bool",
                        Conversions.bool(c.expect(1, 1).arguments().getFirst()).map(HclValue::of)));
        all.put(
                "tonumber",
                c -> converted(
                        c,
                        "number",
                        Conversions.number(c.expect(1, 1).arguments().getFirst())
                                .map(HclValue.Number::new)));
        all.put(
                "tostring",
                c -> converted(
                        c,
                        "string",
                        Conversions.text(c.expect(1, 1).arguments().getFirst()).map(HclValue::of)));
        all.put("trim", c -> {
            String characters = c.expect(2, 2).text(1);
            return HclValue.of(strip(c.text(0), character -> characters.indexOf(character) >= 0));
        });
        all.put("trimprefix", c -> {
            String text = c.expect(2, 2).text(0);
            return HclValue.of(
                    text.startsWith(c.text(1)) ? text.substring(c.text(1).length()) : text);
        });
        all.put("trimspace", c -> HclValue.of(strip(c.expect(1, 1).text(0), Characters::isSpace)));
        all.put("trimsuffix", c -> {
            String text = c.expect(2, 2).text(0);
            return HclValue.of(
                    text.endsWith(c.text(1))
                            ? text.substring(0, text.length() - c.text(1).length())
                            : text);
        });
        all.put("upper", c -> HclValue.of(each(c.expect(1, 1).text(0), Character::toUpperCase)));
        // prints to a person's terminal elsewhere; the value is what the expression needs, and a value may be secret
        all.put("print", c -> c.expect(1, 1).arguments().getFirst());
    }

    private static HclValue converted(FunctionCall call, String type, Optional<? extends HclValue> value) {
        HclValue argument = call.arguments().getFirst();
        if (argument == HclValue.Null.NULL) {
            return argument;
        }
        if (value.isEmpty()) {
            throw call.fail("cannot make a " + type + " of this " + argument.typeName());
        }
        return value.get();
    }

    private static HclValue indent(FunctionCall call) {
        int spaces = call.expect(2, 2).integer(0);
        String text = call.text(1);
        long lines = text.chars().filter(c -> c == '\n').count();
        if (spaces < 0) {
            throw call.fail("needs a number of spaces that is not negative");
        }
        call.reserveText(text.length() + lines * spaces);
        return HclValue.of(text.replace("\n", "\n" + (lines == 0 ? "" : " ".repeat(spaces))));
    }

    private static HclValue join(FunctionCall call) {
        String separator = call.expect(2, Integer.MAX_VALUE).text(0);
        List<String> parts = new ArrayList<>();
        for (int i = 1; i < call.count(); i++) {
            parts.addAll(call.texts(i));
        }
        call.reserveText(parts.stream()
                .mapToLong(p -> (long) p.length() + separator.length())
                .sum());
        return HclValue.of(String.join(separator, parts));
    }

    private static HclValue replace(FunctionCall call) {
        String text = call.expect(3, 3).text(0);
        String from = call.text(1);
        String to = call.text(2);
        // an empty text stands before, between and after all characters
        long places = from.isEmpty() ? text.length() + 1L : text.length() / (long) from.length();
        call.reserveText(text.length() + places * to.length());
        return HclValue.of(text.replace(from, to));
    }

    private static HclValue sort(FunctionCall call) {
        List<String> texts = new ArrayList<>(call.expect(1, 1).texts(0));
        call.reserveItems(texts.size());
        texts.sort(Comparator.naturalOrder());
        return HclValue.of(texts.stream().map(HclValue::of).toList());
    }

    private static HclValue split(FunctionCall call) {
        String separator = call.expect(2, 2).text(0);
        String text = call.text(1);
        List<HclValue> parts = new ArrayList<>();
        if (separator.isEmpty()) {
            text.codePoints().forEach(c -> parts.add(HclValue.of(Character.toString(c))));
        } else {
            int from = 0;
            for (int i = text.indexOf(separator); i >= 0; i = text.indexOf(separator, from)) {
                parts.add(HclValue.of(text.substring(from, i)));
                from = i + separator.length();
            }
            parts.add(HclValue.of(text.substring(from)));
        }
        call.reserveItems(parts.size());
        return HclValue.of(parts);
    }

    private static HclValue substr(FunctionCall call) {
        List<String> text = Characters.of(call.expect(3, 3).text(0));
        int offset = call.integer(1);
        int length = call.integer(2);
        int from = Math.clamp(offset < 0 ? (long) text.size() + offset : offset, 0, text.size());
        int to = length < 0 ? text.size() : Math.clamp((long) from + length, from, text.size());
        return HclValue.of(String.join("", text.subList(from, to)));
    }

    /** One character becomes one, as where the language comes from: the other letters of a word do not matter, and none becomes two. */
    private static String each(String text, IntUnaryOperator change) {
        return text.codePoints()
                .map(change)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static HclValue title(FunctionCall call) {
        StringBuilder title = new StringBuilder();
        boolean inWord = false;
        for (int c : call.expect(1, 1).text(0).codePoints().toArray()) {
            title.appendCodePoint(inWord ? c : Character.toTitleCase(c));
            inWord = Character.isLetterOrDigit(c) || c == '_' || c > 127 && !Characters.isSpace(c);
        }
        return HclValue.of(title.toString());
    }

    private static String strip(String text, IntPredicate unwanted) {
        int from = 0;
        int to = text.length();
        while (from < to && unwanted.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (to > from && unwanted.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }
}
