package dev.countersign.hcl;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Where something stands in an HCL text.
 *
 * @param source the text
 * @param offset first character, in UTF-16 units from 0
 * @param end the character after the last one
 * @param line line of the first character, from 1
 * @param column column of the first character in UTF-16 units, from 1
 */
public record SourceRange(HclSource source, int offset, int end, int line, int column) {

    private static final Pattern URL_PASSWORD = Pattern.compile("://[^:/?#@\\s\"]*:([^\\s\"]+)@");

    /** The name of the text this range lies in. */
    public String file() {
        return source.name();
    }

    /** The text of the range. */
    public String text() {
        return source.text().substring(offset, end);
    }

    /** Whether some of the text belongs to both. */
    public boolean overlaps(SourceRange other) {
        return file().equals(other.file()) && offset < other.end && other.offset < end;
    }

    /** From the start of this range to the end of the other one. */
    SourceRange to(SourceRange last) {
        return new SourceRange(source, offset, Math.max(offset, last.end), line, column);
    }

    /** The line with a caret under the range: two text lines without a final line end. */
    public String excerpt() {
        String text = withoutPasswords(source.lineAt(offset));
        int from = Math.min(column - 1, text.length());
        int width = Math.max(1, Math.min(end - offset, text.length() - from));
        // a minified line of many thousand characters would bury the message, so only what surrounds the place is shown
        int cut = from > 100 ? from - 40 : 0;
        String shown = text.substring(cut, Math.min(text.length(), cut + 160));
        width = Math.max(1, Math.min(width, shown.length() - (from - cut)));
        StringBuilder padding = new StringBuilder();
        for (int i = 0; i < from - cut; i++) {
            padding.append(shown.charAt(i) == '\t' ? '\t' : ' ');
        }
        String number = Integer.toString(line);
        return "  " + number + " | " + shown + "\n  " + " ".repeat(number.length()) + " | " + padding + "^"
                + "~".repeat(width - 1);
    }

    /** Stars of the same length in place of passwords in URLs, since an excerpt may reach a log. */
    private static String withoutPasswords(String line) {
        Matcher matcher = URL_PASSWORD.matcher(line);
        StringBuilder shown = new StringBuilder(line);
        while (matcher.find()) {
            shown.replace(matcher.start(1), matcher.end(1), "*".repeat(matcher.end(1) - matcher.start(1)));
        }
        return shown.toString();
    }

    /** {@code file:line:column}. */
    @Override
    public String toString() {
        return source.name() + ":" + line + ":" + column;
    }
}
