package dev.countersign.source.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

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
            "--\\s*(preconditions?|precondition-\\S+|property|include|includeAll)\\b.*", Pattern.CASE_INSENSITIVE);

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
        StringBuilder up = new StringBuilder();
        boolean outside = false;
        boolean down = false;
        List<String> notEvaluated = new ArrayList<>();
        for (String line : lines(text)) {
            var annotation = GOOSE.matcher(line.strip());
            if (annotation.matches()) {
                String word = annotation.group(1).toUpperCase(Locale.ROOT);
                down = word.equals("DOWN") || down && !word.equals("UP");
                outside |= word.equals("NO TRANSACTION");
                if (word.startsWith("ENVSUB")) {
                    notEvaluated.add(
                            "variables of the environment are not put into the statements (" + line.strip() + ")");
                }
                up.append(blank(line));
            } else {
                up.append(down ? blank(line) : line);
            }
        }
        return new UpPart(up.toString(), outside, notEvaluated);
    }

    private static UpPart dbmate(String text) {
        StringBuilder up = new StringBuilder();
        boolean outside = false;
        boolean down = false;
        for (String line : lines(text)) {
            var annotation = DBMATE.matcher(line.strip());
            if (annotation.matches()) {
                down = annotation.group(1).equals("down");
                outside |= !down && annotation.group(2).contains("transaction:false");
                up.append(blank(line));
            } else {
                up.append(down ? blank(line) : line);
            }
        }
        return new UpPart(up.toString(), outside, List.of());
    }

    /** Changesets run in order; how to take them back stands in comments. */
    private static UpPart liquibase(String text) {
        List<String> notEvaluated = new ArrayList<>();
        int changesets = 0;
        int outside = 0;
        for (String line : lines(text)) {
            String stripped = line.strip();
            var changeset = CHANGESET.matcher(stripped);
            if (changeset.matches()) {
                changesets++;
                String attributes = changeset.group(1);
                outside += attributes.contains("runInTransaction:false") ? 1 : 0;
                for (String name :
                        List.of("endDelimiter:", "context:", "contextFilter:", "labels:", "dbms:", "runWith:")) {
                    if (attributes.contains(name)) {
                        notEvaluated.add(name.substring(0, name.length() - 1) + " of a changeset has no effect here ("
                                + stripped + ")");
                    }
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

    private static String blank(String line) {
        return line.replaceAll("[^\\r\\n]", " ");
    }
}
