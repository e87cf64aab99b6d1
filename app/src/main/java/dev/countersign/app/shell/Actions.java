package dev.countersign.app.shell;

import dev.countersign.app.words.Words;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What each action does, and why it cannot be done at the moment. */
public final class Actions {
    private final Words words = Words.of(Actions.class);
    private final Map<Action, Runnable> deeds = new EnumMap<>(Action.class);
    private final Map<Action, Supplier<Optional<String>>> obstacles = new EnumMap<>(Action.class);

    /** Says what an action does; it can always be done. */
    public void define(Action action, Runnable deed) {
        define(action, deed, Optional::empty);
    }

    /** Says what an action does, and why it cannot be done now, if so. */
    public void define(Action action, Runnable deed, Supplier<Optional<String>> obstacle) {
        deeds.put(action, deed);
        obstacles.put(action, obstacle);
    }

    /** Does it, if it can be done now. */
    public void run(Action action) {
        if (obstacle(action).isEmpty()) {
            deeds.get(action).run();
        }
    }

    /** Why it cannot be done now, as a sentence; empty when it can. */
    public Optional<String> obstacle(Action action) {
        return obstacles.get(action).get();
    }

    /** Verb and object, for people. */
    public String title(Action action) {
        return words.get("action." + action);
    }

    /** Title and key, for tooltips. */
    public String tooltip(Action action) {
        return action.key().isPresent() ? words.get("action.withKey", title(action), action.keyText()) : title(action);
    }
}
