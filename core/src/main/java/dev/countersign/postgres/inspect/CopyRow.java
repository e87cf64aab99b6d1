package dev.countersign.postgres.inspect;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line that the server sends for {@code COPY ... TO STDOUT (FORMAT csv)}. A NULL is nothing at all, an empty text is two quotes. Texts are only made
 * when somebody asks for them: most columns of most rows are empty or numbers.
 */
final class CopyRow extends Row {
    private static final byte QUOTE = '"';

    /** A text shorter than this is worth looking whether it has come before. */
    private static final int SHORT = 48;

    private static final int REMEMBERED = 2048;

    private final String[] met = new String[REMEMBERED];
    private final int[] starts;
    private final int[] ends;
    private byte[] line = {};

    private CopyRow(List<String> names) {
        super(names);
        starts = new int[names.size()];
        ends = new int[names.size()];
    }

    /** Turns the lines of one result into rows; the first line names the columns. */
    static final class Lines {
        private Optional<CopyRow> row = Optional.empty();

        /** The line as a row, valid until the next; empty for the first line. */
        Optional<CopyRow> next(byte[] line) {
            if (row.isPresent()) {
                row.get().on(line);
                return row;
            }
            row = Optional.of(withHeader(line));
            return Optional.empty();
        }
    }

    /** Rows for the columns that a header line names. */
    static CopyRow withHeader(byte[] header) {
        List<String> names = new ArrayList<>();
        for (int start = 0; start < header.length && header[start] != '\n'; ) {
            int end = end(header, start);
            names.add(text(header, start, end));
            start = end < header.length && header[end] == ',' ? end + 1 : end;
        }
        return new CopyRow(names);
    }

    /** The same row object, standing on another line. */
    CopyRow on(byte[] next) {
        line = next;
        int start = 0;
        for (int i = 0; i < starts.length; i++) {
            int end = end(next, start);
            starts[i] = start;
            ends[i] = end;
            start = end + 1;
        }
        return this;
    }

    @Override
    String text(int index) {
        int start = starts[index];
        int end = ends[index];
        if (start == end) {
            return null;
        }
        return end - start < SHORT && line[start] != QUOTE ? metBefore(start, end) : text(line, start, end);
    }

    /**
     * The same string for the same text where it still is at hand. Names and types of columns come again and again in a large schema: one of each in the
     * catalogs spares memory and the work of moving it about, and comparing a string with itself costs nothing.
     */
    private String metBefore(int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + line[i];
        }
        int place = (hash ^ hash >>> 11) & REMEMBERED - 1;
        String known = met[place];
        if (known != null && isText(known, start, end)) {
            return known;
        }
        String text = text(line, start, end);
        met[place] = text;
        return text;
    }

    /** Whether the bytes are the text; no when a letter of theirs has more than one byte. */
    private boolean isText(String text, int start, int end) {
        if (text.length() != end - start) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (line[i] < 0 || text.charAt(i - start) != line[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    char letter(int index) throws SQLException {
        int start = starts[index];
        int end = ends[index];
        if (start == end) {
            return ' ';
        }
        return line[start] > 0 && line[start] != QUOTE ? (char) line[start] : super.letter(index);
    }

    @Override
    long number(int index) {
        int i = starts[index];
        int end = ends[index];
        if (i == end) {
            return 0;
        }
        // fast for what nearly every number is: some digits
        long value = 0;
        for (; i < end && end - i < 18 && line[i] >= '0' && line[i] <= '9'; i++) {
            value = value * 10 + line[i] - '0';
        }
        return i == end ? value : Long.parseLong(text(index));
    }

    /** Where the value that starts here ends: at a comma or at the line's end, outside quotes. */
    private static int end(byte[] line, int start) {
        boolean quoted = false;
        int i = start;
        for (; i < line.length && (quoted || line[i] != ',' && line[i] != '\n'); i++) {
            if (line[i] == QUOTE) {
                quoted = !quoted;
            }
        }
        return i;
    }

    private static String text(byte[] line, int start, int end) {
        if (line[start] != QUOTE) {
            return new String(line, start, end - start, StandardCharsets.UTF_8);
        }
        String text = new String(line, start + 1, end - start - 2, StandardCharsets.UTF_8);
        return text.indexOf('"') < 0 ? text : text.replace("\"\"", "\"");
    }
}
