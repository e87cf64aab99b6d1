package dev.countersign.connect;

import java.nio.file.Path;
import java.util.Map;

/**
 * What connecting may use of this process and its user.
 *
 * @param environment environment variables, for references to passwords and the usual settings
 * @param home the user's home folder, for password files and certificates
 * @param prompt asks a person
 */
public record ConnectionContext(Map<String, String> environment, Path home, PasswordPrompt prompt) {
    public ConnectionContext {
        environment = Map.copyOf(environment);
    }

    /** With this process's environment and home folder. */
    public static ConnectionContext ofThisProcess(PasswordPrompt prompt) {
        return new ConnectionContext(System.getenv(), Path.of(System.getProperty("user.home")), prompt);
    }

    /** The environment may hold passwords. */
    @Override
    public String toString() {
        return "ConnectionContext[" + home + "]";
    }
}
