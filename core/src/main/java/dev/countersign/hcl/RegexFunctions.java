package dev.countersign.hcl;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Functions on regular expressions; RE2, so that no pattern can run for long. */
final class RegexFunctions {

    private RegexFunctions() {}

    static void addTo(Map<String, HclFunction> all) {
        all.put("regex", c -> {
            Pattern pattern = pattern(c.expect(2, 2), 0);
            Matcher matcher = matcher(c, pattern, c.text(1));
            if (!matcher.find()) {
                throw c.fail("found no match for its pattern");
            }
            return match(pattern, matcher);
        });
        all.put("regexall", c -> {
            Pattern pattern = pattern(c.expect(2, 2), 0);
            Matcher matcher = matcher(c, pattern, c.text(1));
            List<HclValue> matches = new ArrayList<>();
            while (matcher.find()) {
                c.reserveItems(1 + matcher.groupCount());
                matches.add(match(pattern, matcher));
            }
            return HclValue.of(matches);
        });
        all.put("regexmatch", c -> {
            Pattern pattern = pattern(c.expect(2, 2), 0);
            return HclValue.of(matcher(c, pattern, c.text(1)).find());
        });
        all.put("regexpescape", c -> HclValue.of(Pattern.quote(c.expect(1, 1).text(0))));
        all.put("regexreplace", RegexFunctions::replace);
    }

    private static Pattern pattern(FunctionCall call, int argument) {
        String text = call.text(argument);
        try {
            return UserPattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw call.fail("has a pattern that is not a regular expression (RE2): " + e.getDescription());
        }
    }

    private static Matcher matcher(FunctionCall call, Pattern pattern, String text) {
        // one step for each place and 16 instructions: in the worst case every instruction is looked at in every place
        call.reserveItems((1L + text.length()) * (1L + UserPattern.size(pattern.pattern()) / 16));
        return pattern.matcher(text);
    }

    /** Without groups the text, with unnamed groups a list of them, with named groups an object. */
    private static HclValue match(Pattern pattern, Matcher matcher) {
        if (!pattern.namedGroups().isEmpty()) {
            Map<String, HclValue> named = new TreeMap<>();
            pattern.namedGroups().keySet().forEach(name -> named.put(name, group(matcher.group(name))));
            return HclValue.of(named);
        }
        if (matcher.groupCount() == 0) {
            return group(matcher.group());
        }
        List<HclValue> groups = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
            groups.add(group(matcher.group(i)));
        }
        return HclValue.of(groups);
    }

    private static HclValue group(String text) {
        return text == null ? HclValue.Null.NULL : HclValue.of(text);
    }

    private static HclValue replace(FunctionCall call) {
        String text = call.expect(3, 3).text(0);
        Pattern pattern = pattern(call, 1);
        String replacement = call.text(2);
        Matcher matcher = matcher(call, pattern, text);
        StringBuilder out = new StringBuilder();
        int copied = 0;
        while (matcher.find()) {
            out.append(text, copied, matcher.start());
            int before = out.length();
            expand(replacement, pattern, matcher, out);
            call.reserveText(out.length() - before);
            copied = matcher.end();
        }
        return HclValue.of(out.append(text.substring(copied)).toString());
    }

    /** {@code $1}, {@code $name}, <code>${name}</code> and {@code $$}, with the longest possible name as in Go. */
    private static void expand(String replacement, Pattern pattern, Matcher matcher, StringBuilder out) {
        int i = 0;
        while (i < replacement.length()) {
            char c = replacement.charAt(i);
            if (c != '$' || i + 1 == replacement.length()) {
                out.append(c);
                i++;
            } else if (replacement.charAt(i + 1) == '$') {
                out.append('$');
                i += 2;
            } else {
                boolean braced = replacement.charAt(i + 1) == '{';
                int from = i + (braced ? 2 : 1);
                int to = from;
                while (to < replacement.length()
                        && (replacement.charAt(to) == '_' || Character.isLetterOrDigit(replacement.charAt(to)))) {
                    to++;
                }
                boolean wellFormed = to > from && (!braced || replacement.startsWith("}", to));
                if (wellFormed) {
                    out.append(value(replacement.substring(from, to), pattern, matcher));
                    i = to + (braced ? 1 : 0);
                } else {
                    out.append('$');
                    i++;
                }
            }
        }
    }

    private static String value(String name, Pattern pattern, Matcher matcher) {
        String group = null;
        if (name.length() < 4 && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int number = Integer.parseInt(name);
            group = number <= matcher.groupCount() ? matcher.group(number) : null;
        } else if (pattern.namedGroups().containsKey(name)) {
            group = matcher.group(name);
        }
        return group == null ? "" : group;
    }
}
