package dev.countersign.diff;

import java.util.List;

/**
 * A dropped and an added object that look like one object under a new name. Nobody has said so: a person confirms it, or the plan drops the one and makes
 * the other.
 *
 * @param rename what would be stated
 * @param score how much speaks for it, from 0 to 100
 * @param reasons what speaks for it, as short phrases, the strongest first
 */
public record RenameSuggestion(Rename rename, int score, List<String> reasons) {
    public RenameSuggestion {
        reasons = List.copyOf(reasons);
    }

    /** How it is confirmed on the command line: {@code public.account=public.client}. */
    public String statement() {
        return ObjectName.text(rename.from()) + "=" + ObjectName.text(rename.to());
    }

    /** One line for people: {@code table public.account -> public.client (5 of 6 columns are the same; ...)}. */
    public String sentence() {
        return rename.from().kind().label() + " " + rename.from().display() + " -> "
                + rename.to().display() + " (" + String.join("; ", reasons) + ")";
    }
}
