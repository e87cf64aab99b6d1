package dev.countersign.hcl;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a person takes for characters: a letter with its accents, an emoji with its modifiers. */
final class Characters {

    private Characters() {}

    /** The characters of a text in order; joined they are the text. */
    static List<String> of(String text) {
        List<String> characters = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
        breaks.setText(text);
        int from = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            characters.add(text.substring(from, end));
            from = end;
        }
        return characters;
    }

    /** How many there are. */
    static int count(String text) {
        // printable ASCII, nearly every text, is one character each
        return text.chars().allMatch(c -> c >= ' ' && c < 127) ? text.length() : of(text).size();
    }

    /** White space as Unicode has it, the hard blank and the next-line control included. */
    static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == 0x85;
    }
}
