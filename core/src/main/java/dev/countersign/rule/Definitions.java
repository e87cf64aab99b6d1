package dev.countersign.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes from the definitions that servers print what the catalog keeps only as part of a text. Names and strings in them mislead nobody. */
final class Definitions {
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'");
    private static final Pattern EVENTS = Pattern.compile("\\b(INSERT|UPDATE|DELETE|TRUNCATE)\\b");
    private static final Pattern TIMING = Pattern.compile("\\b(BEFORE|AFTER|INSTEAD OF)\\b");

    private static final Pattern BODY = Pattern.compile("\\n\\s*(AS|BEGIN ATOMIC|RETURN)\\s", Pattern.CASE_INSENSITIVE);
    private static final Pattern SETTING =
            Pattern.compile("^\\s*SET \"?([\\w.]+)\"? TO (.*)$", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);

    private Definitions() {}

    /** One argument of a routine. */
    record Argument(Optional<String> mode, Optional<String> name, String type, Optional<String> defaultExpression) {}

    /** What happens {@code ON DELETE} or {@code ON UPDATE}. */
    static String action(String definition, String event) {
        Matcher matcher = Pattern.compile("\\bON " + event + " (CASCADE|SET NULL|SET DEFAULT|RESTRICT|NO ACTION)")
                .matcher(words(definition));
        return matcher.find() ? matcher.group(1) : "NO ACTION";
    }

    static boolean deferrable(String definition) {
        String words = words(definition);
        return words.contains("DEFERRABLE") && !words.contains("NOT DEFERRABLE");
    }

    static boolean initiallyDeferred(String definition) {
        return words(definition).contains("INITIALLY DEFERRED");
    }

    static boolean nullsDistinct(String definition) {
        return !words(definition).contains("NULLS NOT DISTINCT");
    }

    /** The condition of a check constraint. */
    static String check(String definition) {
        int open = definition.indexOf('(');
        int close = definition.lastIndexOf(')');
        return open < 0 || close < open ? definition : definition.substring(open + 1, close);
    }

    static Optional<String> timing(String trigger) {
        Matcher matcher = TIMING.matcher(head(trigger));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The events of a trigger, in the definition's order. */
    static List<String> events(String trigger) {
        String head = head(trigger);
        Matcher timing = TIMING.matcher(head);
        int from = timing.find() ? timing.end() : 0;
        int on = head.indexOf(" ON ", from);
        Matcher matcher = EVENTS.matcher(head.substring(from, on < 0 ? head.length() : on));
        List<String> events = new ArrayList<>();
        while (matcher.find()) {
            events.add(matcher.group(1));
        }
        return events;
    }

    static String each(String trigger) {
        return head(trigger).contains("FOR EACH ROW") ? "ROW" : "STATEMENT";
    }

    /** Whether the words stand in front of a routine's body. */
    static boolean says(String routine, String words) {
        return (" " + routineHead(routine) + " ").contains(" " + words + " ");
    }

    static String volatility(String routine) {
        return says(routine, "IMMUTABLE") ? "IMMUTABLE" : says(routine, "STABLE") ? "STABLE" : "VOLATILE";
    }

    static String parallel(String routine) {
        return says(routine, "PARALLEL SAFE") ? "SAFE" : says(routine, "PARALLEL RESTRICTED") ? "RESTRICTED" : "UNSAFE";
    }

    /** The configuration that a routine runs with, by parameter. */
    static Map<String, String> settings(String routine) {
        Matcher body = BODY.matcher(routine);
        Matcher setting = SETTING.matcher(body.find() ? routine.substring(0, body.start()) : routine);
        Map<String, String> settings = new TreeMap<>();
        while (setting.find()) {
            settings.put(setting.group(1), setting.group(2).strip());
        }
        return settings;
    }

    /** The number behind a word in front of a routine's body. */
    static OptionalLong number(String routine, String word) {
        Matcher matcher = Pattern.compile(" " + word + " (\\d+)").matcher(routineHead(routine));
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /** The arguments of a routine from the list that the server prints. */
    static List<Argument> arguments(String list) {
        List<Argument> out = new ArrayList<>();
        int depth = 0;
        int from = 0;
        String blank = blank(list);
        for (int i = 0; i <= blank.length(); i++) {
            char c = i == blank.length() ? ',' : blank.charAt(i);
            depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            if (c == ',' && depth == 0) {
                if (!list.substring(from, i).isBlank()) {
                    out.add(argument(list.substring(from, i).strip()));
                }
                from = i + 1;
            }
        }
        return out;
    }

    private static Argument argument(String text) {
        Optional<String> value = Optional.empty();
        int at = blank(text).toUpperCase(Locale.ROOT).indexOf(" DEFAULT ");
        String rest = text;
        if (at >= 0) {
            value = Optional.of(text.substring(at + " DEFAULT ".length()).strip());
            rest = text.substring(0, at).strip();
        }
        Optional<String> mode = Optional.empty();
        for (String word : List.of("INOUT", "IN", "OUT", "VARIADIC")) {
            if (rest.toUpperCase(Locale.ROOT).startsWith(word + " ")) {
                mode = Optional.of(word);
                rest = rest.substring(word.length() + 1).strip();
                break;
            }
        }
        int space = blank(rest).indexOf(' ');
        // "double precision" alone is a type; a name in front of it makes three words
        boolean named =
                space > 0 && !TWO_WORDS.matcher(rest.toLowerCase(Locale.ROOT)).lookingAt();
        return new Argument(
                mode,
                named ? Optional.of(unquoted(rest.substring(0, space))) : Optional.empty(),
                named ? rest.substring(space + 1).strip() : rest,
                value);
    }

    private static final Pattern TWO_WORDS = Pattern.compile(
            "(double precision|character varying|bit varying|(time|timestamp)(\\(\\d+\\))? with(out)? time zone)");

    private static String unquoted(String name) {
        return name.startsWith("\"") && name.endsWith("\"") && name.length() > 1
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name;
    }

    /** The same text with names and strings in quotes blanked out, of the same length. */
    private static String blank(String text) {
        return QUOTED.matcher(text).replaceAll(m -> "_".repeat(m.group().length()));
    }

    private static String words(String text) {
        return blank(text).toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
    }

    private static String head(String trigger) {
        String words = words(trigger);
        int execute = words.indexOf(" EXECUTE ");
        int begin = words.indexOf(" BEGIN ");
        int end = execute >= 0 ? execute : begin;
        return end < 0 ? words : words.substring(0, end);
    }

    private static String routineHead(String routine) {
        Matcher body = BODY.matcher(routine);
        String head = body.find() ? routine.substring(0, body.start()) : routine;
        int close = head.indexOf('\n');
        return words(close < 0 ? head : head.substring(close));
    }

    /** What a routine does: everything behind its head. */
    static String body(String routine) {
        Matcher body = Pattern.compile("\\n\\s*(?:AS\\s|(?=BEGIN ATOMIC|RETURN\\s))", Pattern.CASE_INSENSITIVE)
                .matcher(routine);
        return body.find() ? routine.substring(body.end()).strip() : routine;
    }
}
