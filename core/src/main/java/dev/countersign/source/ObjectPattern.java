package dev.countersign.source;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.TableObject;
import dev.countersign.hcl.NearestName;
import dev.countersign.hcl.UserPattern;
import dev.countersign.progress.CountersignException.ExitCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A pattern of objects as Atlas writes it: up to three parts - schema, object, child - each a glob with an optional {@code [type=table|view]}. A part with
 * dots stands in double quotes, as in CSV. Behind extensions, {@code .version} means that field of them alone.
 */
public final class ObjectPattern {
    /** The names that Atlas gives to kinds; every other kind has its own, in lower case. */
    private static final Map<String, ObjectKind> ATLAS = Map.of(
            "fk", ObjectKind.FOREIGN_KEY,
            "materialized", ObjectKind.MATERIALIZED_VIEW,
            "user", ObjectKind.ROLE,
            "permission", ObjectKind.PRIVILEGES,
            "server", ObjectKind.FOREIGN_SERVER);

    private static final SortedMap<String, ObjectKind> TYPES = types();

    private static final String SELECTOR = "[type=";
    private static final Pattern OTHER_SELECTOR = Pattern.compile(".*\\[\\s*\\w{2,}\\s*=[^\\]]*\\]?");

    private static SortedMap<String, ObjectKind> types() {
        SortedMap<String, ObjectKind> types = new TreeMap<>(ATLAS);
        for (ObjectKind kind : ObjectKind.values()) {
            types.put(kind.name().toLowerCase(Locale.ROOT), kind);
        }
        return Collections.unmodifiableSortedMap(types);
    }

    private record Part(Pattern name, Set<ObjectKind> types) {
        boolean matches(String text) {
            return name.matcher(text).matches();
        }

        boolean allows(ObjectKind kind) {
            return types.isEmpty() || types.contains(kind);
        }
    }

    /** The kinds whose objects hold others, by the part of a pattern that names them. */
    private static final List<Set<ObjectKind>> CONTAINERS =
            List.of(Set.of(ObjectKind.SCHEMA), Set.of(ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW));

    /** Kinds of things that belong to the whole database or server. */
    private static final Set<ObjectKind> OUTSIDE = Set.of(
            ObjectKind.SCHEMA, ObjectKind.EXTENSION, ObjectKind.ROLE, ObjectKind.MEMBERSHIP, ObjectKind.EVENT_TRIGGER);

    /** Kinds of things that are in a schema and in nothing else. */
    private static final Set<ObjectKind> IN_SCHEMA = Set.of(
            ObjectKind.TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.SEQUENCE,
            ObjectKind.ENUM,
            ObjectKind.DOMAIN,
            ObjectKind.COMPOSITE,
            ObjectKind.RANGE,
            ObjectKind.FUNCTION,
            ObjectKind.PROCEDURE,
            ObjectKind.AGGREGATE);

    private final String text;
    private final List<Part> parts;
    private final boolean ofVersion;
    private final int understood;

    /** @param understood how many parts in front are understood, as they are the schema in whose scope everything is compared */
    private ObjectPattern(String text, List<Part> parts, boolean ofVersion, int understood) {
        this.understood = understood;
        this.text = text;
        this.parts = List.copyOf(parts);
        this.ofVersion = ofVersion;
    }

    /**
     * @param word what the pattern is for: {@code exclude}, {@code include} or {@code match}
     * @param oneSchema the schema in whose scope everything is compared; the pattern need not name it
     * @throws SourceException when the pattern has too many parts, names an unknown type, or a field of an object other than the version of an extension
     */
    public static ObjectPattern of(String word, String pattern, Optional<String> oneSchema) {
        List<String> written = split(word, pattern);
        List<Part> parts = new ArrayList<>();
        boolean named = written.size() > 1
                && oneSchema.filter(written.getFirst()::equals).isPresent();
        if (!named) {
            oneSchema.ifPresent(schema -> parts.add(new Part(Pattern.compile(Pattern.quote(schema)), Set.of())));
        }
        for (String part : written) {
            parts.add(part(word, part, pattern));
        }
        int most = word.equals("include") ? 2 : 3;
        if (parts.size() > most) {
            throw new SourceException(
                    ExitCode.USAGE,
                    "The " + word + " pattern \"" + pattern + "\" has too many parts; "
                            + (most == 2
                                    ? "whole objects are included, so at most schema and object are possible"
                                    : "at most schema, object and child are possible")
                            + oneSchema
                                    .map(schema -> ", and the schema " + schema + " is understood")
                                    .orElse("")
                            + ".");
        }
        boolean ofVersion = isOfVersion(word, pattern, parts, written);
        return new ObjectPattern(
                pattern,
                ofVersion ? parts.subList(0, parts.size() - 1) : parts,
                ofVersion,
                oneSchema.isPresent() && !named ? 1 : 0);
    }

    /** Whether the last part names no object but a field of one: what stands before it holds no other objects. */
    private static boolean isOfVersion(String word, String pattern, List<Part> parts, List<String> written) {
        int holder = parts.size() - 2;
        if (holder < 0 || holder < parts.size() - written.size()) {
            return false;
        }
        Set<ObjectKind> types = parts.get(holder).types();
        if (types.isEmpty() || types.stream().anyMatch(CONTAINERS.get(holder)::contains)) {
            return false;
        }
        if (word.equals("exclude")
                && types.equals(Set.of(ObjectKind.EXTENSION))
                && written.getLast().equals("version")) {
            return true;
        }
        throw new SourceException(
                ExitCode.USAGE,
                "The " + word + " pattern \"" + pattern + "\" names the field \"" + written.getLast()
                        + "\" of objects; the only one that can be left out is the version of extensions, as in"
                        + " exclude = [\"*[type=extension].version\"].");
    }

    /** Whether it leaves out the version of the extension, and nothing else of it. */
    public boolean leavesOutVersionOf(ObjectRef extension) {
        return ofVersion
                && extension.kind() == ObjectKind.EXTENSION
                && parts.getLast().matches(extension.name());
    }

    private static boolean isInNoSchema(ObjectKind kind) {
        return OUTSIDE.contains(kind) && kind != ObjectKind.SCHEMA;
    }

    /** Why nothing can ever match it, as a clause; empty when something can. */
    public Optional<String> impossible() {
        Set<ObjectKind> types = parts.getLast().types();
        boolean outside = understood > 0 && parts.size() == 2 && types.stream().anyMatch(ObjectPattern::isInNoSchema);
        if (types.isEmpty() || ofVersion || outside) {
            return Optional.empty();
        }
        Map<Predicate<ObjectKind>, String> elsewhere = Map.of(
                OUTSIDE::contains, "*[type=...]",
                IN_SCHEMA::contains, "*.*[type=...]",
                ObjectKind::isTableChild, "*.*.*[type=...]");
        return elsewhere.entrySet().stream()
                .filter(form -> types.stream().allMatch(form.getKey()))
                .map(Map.Entry::getValue)
                .filter(form -> form.chars().filter(c -> c == '*').count() != parts.size())
                .map(form -> understood > 0 && form.startsWith("*.") ? form.substring(2) : form)
                .map(form -> "objects of that type are found by " + form)
                .findFirst();
    }

    /** The pattern as it was written. */
    public String text() {
        return text;
    }

    /**
     * Whether it means the object, or something that the object is inside of.
     *
     * @param path schema, object and child, as many of them as the object has
     */
    public boolean matches(ObjectRef ref, List<String> path) {
        return matches(ref, path, ObjectKind.TABLE);
    }

    /** The same of an object in a catalog. */
    public boolean matches(SchemaObject object) {
        // a rule about an object goes where the object goes
        ObjectRef meant = AccessRule.target(object.ref()).orElse(object.ref());
        return matches(
                meant,
                path(object),
                object instanceof TableObject child ? child.table().kind() : ObjectKind.TABLE);
    }

    /** @param holder of what kind that is in which something that is in no schema itself is */
    private boolean matches(ObjectRef ref, List<String> path, ObjectKind holder) {
        if (ofVersion) {
            return false;
        }
        if (understood > 0
                && (path.size() == 1 && isInNoSchema(ref.kind()) || ref.kind().isOfServer())) {
            // what is in no schema is not in the one that is understood either
            Part only = parts.getLast();
            return parts.size() == 2 && only.matches(path.getFirst()) && only.allows(ref.kind());
        }
        if (parts.size() > path.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            ObjectKind kind = i == path.size() - 1 ? ref.kind() : i == 0 ? ObjectKind.SCHEMA : holder;
            if (!parts.get(i).matches(path.get(i)) || !parts.get(i).allows(kind)) {
                return false;
            }
        }
        return true;
    }

    /** Schema, object and child; a routine's arguments are no child. */
    public static List<String> path(SchemaObject object) {
        if (object instanceof TableObject child) {
            List<String> path = new ArrayList<>(child.table().path());
            path.add(object.ref().name());
            return path;
        }
        Optional<ObjectRef> target = AccessRule.target(object.ref());
        if (target.filter(t -> t.kind() == ObjectKind.COLUMN).isPresent()) {
            return target.get().path();
        }
        List<String> path = target.orElse(object.ref()).path();
        return path.size() > 2 ? path.subList(0, 2) : path;
    }

    /** Parts are separated by dots; dots in brackets or double quotes belong to the part. */
    private static List<String> split(String word, String pattern) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        int brackets = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (quoted && c == '"' && i + 1 < pattern.length() && pattern.charAt(i + 1) == '"') {
                part.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted && brackets == 0) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                brackets += quoted ? 0 : c == '[' ? 1 : c == ']' ? -1 : 0;
                part.append(c);
            }
        }
        if (quoted) {
            throw new SourceException(
                    ExitCode.USAGE, "The " + word + " pattern \"" + pattern + "\" has a quote that is not closed.");
        }
        parts.add(part.toString());
        return parts;
    }

    private static Part part(String word, String text, String pattern) {
        int selector = text.indexOf(SELECTOR);
        String glob = selector < 0 ? text : text.substring(0, selector);
        if (text.isEmpty()) {
            throw unreadable(word, pattern, "a part is empty; * is any name");
        }
        if (selector < 0 && OTHER_SELECTOR.matcher(text).matches()) {
            throw unreadable(word, pattern, "a selector is about the type, as in *[type=table|view]");
        }
        Set<ObjectKind> types = new HashSet<>();
        if (selector >= 0) {
            int end = text.indexOf(']', selector);
            if (end < 0 || end != text.length() - 1) {
                throw unreadable(word, pattern, "a part ends with its selector, as in *[type=table|view]");
            }
            for (String name : text.substring(selector + SELECTOR.length(), end).split("\\|")) {
                ObjectKind kind = TYPES.get(name);
                if (kind == null) {
                    throw new SourceException(
                            ExitCode.USAGE,
                            "The " + word + " pattern \"" + pattern + "\" names the unknown type \"" + name
                                    + "\""
                                    + NearestName.of(name, TYPES.keySet())
                                            .map(near -> " (did you mean " + near + "?)")
                                            .orElse("")
                                    + "; known are "
                                    + String.join(", ", TYPES.keySet())
                                    + ".");
                }
                types.add(kind);
            }
        }
        String open = open(glob);
        if (!open.isEmpty()) {
            throw unreadable(word, pattern, open);
        }
        try {
            return new Part(glob(glob.isEmpty() ? "*" : glob), types);
        } catch (PatternSyntaxException e) {
            throw new SourceException(
                    ExitCode.USAGE,
                    "The " + word + " pattern \"" + pattern + "\" cannot be read: " + e.getDescription() + ".",
                    e);
        }
    }

    private static SourceException unreadable(String word, String pattern, String why) {
        return new SourceException(
                ExitCode.USAGE, "The " + word + " pattern \"" + pattern + "\" cannot be read: " + why + ".");
    }

    /** What Go's {@code filepath.Match} refuses, as a clause; empty when there is nothing. */
    private static String open(String glob) {
        for (int i = 0; i < glob.length(); i++) {
            if (glob.charAt(i) == '\\') {
                if (++i == glob.length()) {
                    return "nothing stands behind its last backslash";
                }
            } else if (glob.charAt(i) == '[') {
                int close = glob.indexOf(']', i + 2);
                if (close < 0) {
                    return "a bracket holds nothing or is not closed";
                }
                i = close;
            }
        }
        return "";
    }

    /** Go's {@code filepath.Match}: star, question mark, character classes, backslash. */
    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder("(?s)");
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            int close = c == '[' ? glob.indexOf(']', i + 2) : -1;
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (close > 0) {
                boolean inverted = glob.charAt(i + 1) == '^';
                regex.append(UserPattern.characterClass(glob.substring(i + (inverted ? 2 : 1), close), inverted));
                i = close;
            } else {
                i += c == '\\' && i + 1 < glob.length() ? 1 : 0;
                int whole = glob.codePointAt(i);
                regex.append(Pattern.quote(Character.toString(whole)));
                i += Character.charCount(whole) - 1;
            }
        }
        return UserPattern.compile(regex.toString());
    }
}
