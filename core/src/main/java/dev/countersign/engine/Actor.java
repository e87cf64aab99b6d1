package dev.countersign.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who makes a change, for ownership: what the request says, else {@code COUNTERSIGN_ACTOR}, else what GitHub and GitLab say of a run. Nobody is guessed from
 * the operating system's account.
 */
final class Actor {
    private static final List<String> VARIABLES = List.of("COUNTERSIGN_ACTOR", "GITHUB_ACTOR", "GITLAB_USER_LOGIN");

    private Actor() {}

    static Optional<String> of(Optional<String> stated, Map<String, String> environment) {
        return stated.map(String::strip)
                .filter(name -> !name.isEmpty())
                .or(() -> VARIABLES.stream()
                        .map(name -> environment.getOrDefault(name, "").strip())
                        .filter(name -> !name.isEmpty())
                        .findFirst());
    }
}
