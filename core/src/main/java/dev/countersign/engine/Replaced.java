package dev.countersign.engine;

import dev.countersign.policy.NotEvaluated;
import dev.countersign.policy.Notice;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Settings of an environment in whose place somebody gives another value. That the environment's own is not known keeps nothing from being judged then.
 *
 * @param options the options that give the values, by the settings
 */
record Replaced(SortedMap<String, String> options) {
    /** The directory of migrations. */
    static final String DIRECTORY = "migration.dir";

    private static final Pattern ENVIRONMENT = Pattern.compile("^env(?: \"[^\"]*\")?\\.");

    Replaced {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }

    /** What the request gives. */
    static Replaced by(ReviewRequest request) {
        SortedMap<String, String> options = new TreeMap<>();
        request.from().ifPresent(url -> options.put("url", "--from"));
        if (!request.to().isEmpty()) {
            options.put("src", "--to");
            options.put("schema.src", "--to");
        }
        request.devUrl().ifPresent(url -> options.put("dev", "--dev-url"));
        if (!request.schemas().isEmpty()) {
            options.put("schemas", "--schema");
        }
        return new Replaced(options);
    }

    Replaced and(String setting, String option) {
        SortedMap<String, String> all = new TreeMap<>(options);
        all.put(setting, option);
        return new Replaced(all);
    }

    /** What to say of a setting that is replaced; empty for everything else. */
    Optional<Notice> notice(NotEvaluated note) {
        String setting = ENVIRONMENT.matcher(note.what()).replaceFirst("");
        String name = setting.substring(setting.lastIndexOf('.') + 1);
        // a block where an attribute belongs is another mistake, and no value
        return note.range()
                .filter(range -> !setting.equals(note.what()) && !range.text().equals(name))
                .flatMap(range -> Optional.ofNullable(options.get(setting))
                        .map(option -> new Notice(
                                note.what(), range, option + " is given in its place, as " + note.reason())));
    }
}
