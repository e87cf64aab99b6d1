package dev.countersign.report;

import java.util.Map;

/** Builds HTML in which text can only ever be text: everything given to it is escaped, control and direction characters are made visible. */
final class Html {
    private static final Map<Character, String> ESCAPES =
            Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;", '\'', "&#39;");

    private final StringBuilder out = new StringBuilder();

    /** Markup of ours, without any outside text. */
    Html markup(String markup) {
        out.append(markup);
        return this;
    }

    /** Outside text. */
    Html text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String escape = ESCAPES.get(c);
            if (escape != null) {
                out.append(escape);
            } else if (deceptive(c)) {
                out.append(String.format("<span class=\"hidden\">U+%04X</span>", (int) c));
            } else {
                out.append(c);
            }
        }
        return this;
    }

    /** An element with a class around outside text. */
    Html element(String tag, String cssClass, String text) {
        out.append('<').append(tag);
        if (!cssClass.isEmpty()) {
            out.append(" class=\"").append(cssClass).append('"');
        }
        out.append('>');
        text(text);
        out.append("</").append(tag).append(">\n");
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** Control characters, and those that reorder or hide text (Unicode TR 36). */
    private static boolean deceptive(char c) {
        return (c < 0x20 && c != '\n' && c != '\t')
                || (c >= 0x7f && c <= 0x9f)
                || (c >= 0x200b && c <= 0x200f)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x061c
                || c == 0xfeff;
    }
}
