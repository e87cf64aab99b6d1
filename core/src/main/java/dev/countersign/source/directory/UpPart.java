package dev.countersign.source.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The part of a migration that goes forward. Everything else is replaced by blanks, so that what remains stands where it stands in the file.
 *
 * @param text as long as the file's, with the same lines
 * @param outsideTransaction whether the tool runs it without a transaction
 * @param notEvaluated what of the tool's own annotations has no effect here, one clause each
 */
record UpPart(String text, boolean outsideTransaction, List<String> notEvaluated) {
    private static final Pattern GOOSE = Pattern.compile("--\\s*\\+goose\\s+(.*?)\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern DBMATE = Pattern.compile("--\\s*migrate:(up|down)\\b\\s*(.*?)\\s*");
    private static final Pattern CHANGESET = Pattern.compile("--\\s*changeset\\s+(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRECONDITION = Pattern.compile(
            "--\\s*(preconditions?|precondition-\\S+|property|include|includeAll|ignoreLines)\\b.*",
            Pattern.CASE_INSENSITIVE);

    /** The line that makes a file of SQL a changelog. */
    private static final Pattern LIQUIBASE = Pattern.compile("(?im)^\\s*--\\s*liquibase\\s+formatted\\s+sql\\b");

    /** What of a changeset decides whether, how or into what its statements are cut and run. */
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "(?<!\\w)(endDelimiter|context|contextFilter|labels|dbms|runWith|ignore|failOnError|splitStatements):");

    UpPart {
        notEvaluated = List.copyOf(notEvaluated);
    }

    static UpPart of(MigrationFile file, DirectoryFormat format) {
        return switch (format) {
            case ATLAS, GOLANG_MIGRATE, FLYWAY -> new UpPart(file.text(), false, List.of());
            case GOOSE -> goose(file.text());
            case DBMATE -> dbmate(file.text());
            case LIQUIBASE -> liquibase(file.text());
        };
    }

    private static UpPart goose(String text) {
        Sides sides = new Sides("-- +goose Up");
        boolean outside = false;
        List<String> notEvaluated = new ArrayList<>();
        for (String line : lines(text)) {
            var annotation = GOOSE.matcher(line.strip());
            if (annotation.matches()) {
                String word = annotation.group(1).toUpperCase(Locale.ROOT);
                if (word.equals("UP") || word.equals("DOWN")) {
                    sides.enter(word.equals("UP"));
                }
                outside |= word.equals("NO TRANSACTION");
                if (word.startsWith("ENVSUB")) {
                    notEvaluated.add(
                            "variables of the environment are not put into the statements (" + line.strip() + ")");
                }
                sides.blank(line);
            } else {
                sides.take(line);
            }
        }
        notEvaluated.addAll(sides.notEvaluated());
        return new UpPart(sides.up(), outside, notEvaluated);
    }

    private static UpPart dbmate(String text) {
        Sides sides = new Sides("-- migrate:up");
        boolean outside = false;
        for (String line : lines(text)) {
            var annotation = DBMATE.matcher(line.strip());
            if (annotation.matches()) {
                boolean up = annotation.group(1).equals("up");
                sides.enter(up);
                outside |= up && annotation.group(2).contains("transaction:false");
                sides.blank(line);
            } else {
                sides.take(line);
            }
        }
        return new UpPart(sides.up(), outside, sides.notEvaluated());
    }

    /** The lines of a file that goes both ways: comments at its top stay, and so does what leads forward. */
    private static final class Sides {
        private final String opening;
        private final StringBuilder up = new StringBuilder();
        private Optional<Boolean> forward = Optional.empty();
        private boolean opened;
        private Optional<String> outside = Optional.empty();

        /** @param opening the annotation that the part leading forward begins with */
        Sides(String opening) {
            this.opening = opening;
        }

        void enter(boolean up) {
            forward = Optional.of(up);
            opened |= up;
        }

        void take(String line) {
            String stripped = line.strip();
            boolean top = forward.isEmpty() && (stripped.isEmpty() || stripped.startsWith("--"));
            if (top || forward.orElse(false)) {
                up.append(line);
                return;
            }
            if (forward.isEmpty() && outside.isEmpty()) {
                outside = Optional.of(stripped);
            }
            blank(line);
        }

        void blank(String line) {
            up.append(line.replaceAll("[^\\r\\n]", " "));
        }

        String up() {
            return up.toString();
        }

        List<String> notEvaluated() {
            return Stream.of(
                            outside.map(line ->
                                    "what stands before " + opening + " belongs to no direction (" + line + ")"),
                            Optional.of("no line says " + opening + ", so nothing of the file runs")
                                    .filter(why -> !opened))
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    /** Changesets run in order; how to take them back stands in comments. */
    private static UpPart liquibase(String text) {
        List<String> notEvaluated = new ArrayList<>();
        if (!LIQUIBASE.matcher(text).find()) {
            notEvaluated.add("no line says --liquibase formatted sql, without which Liquibase does not read it");
        }
        int changesets = 0;
        int outside = 0;
        for (String line : lines(text)) {
            String stripped = line.strip();
            var changeset = CHANGESET.matcher(stripped);
            if (changeset.matches()) {
                changesets++;
                String attributes = changeset.group(1);
                outside += attributes.contains("runInTransaction:false") ? 1 : 0;
                Matcher attribute = ATTRIBUTE.matcher(attributes);
                while (attribute.find()) {
                    notEvaluated.add(attribute.group(1) + " of a changeset has no effect here (" + stripped + ")");
                }
            } else if (PRECONDITION.matcher(stripped).matches()) {
                notEvaluated.add("it is no part of the SQL (" + stripped + ")");
            }
        }
        if (outside > 0 && outside < changesets) {
            notEvaluated.add("some changesets run in a transaction and some do not; all are judged as if they did");
        }
        return new UpPart(text, outside > 0 && outside == changesets, notEvaluated);
    }

    /** Lines with their ends. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            lines.add(text.substring(start, end < 0 ? text.length() : end + 1));
            start = end < 0 ? text.length() : end + 1;
        }
        return lines;
    }
}
