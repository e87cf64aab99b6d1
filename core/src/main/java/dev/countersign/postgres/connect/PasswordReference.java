package dev.countersign.postgres.connect;

import dev.countersign.connect.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** Where the password comes from. */
public sealed interface PasswordReference {

    /** For people, without any secret: half a sentence that says where to look. */
    String describe();

    /** Given in the URL; kept in memory only. */
    record Inline(Secret secret) implements PasswordReference {
        @Override
        public String describe() {
            return "the connection URL";
        }
    }

    /** {@code env:NAME}. */
    record Environment(String variable) implements PasswordReference {
        @Override
        public String describe() {
            return "the environment variable " + variable;
        }
    }

    /** {@code pgpass}, or {@code passfile=FILE}. */
    record PasswordFile(Optional<Path> file) implements PasswordReference {
        @Override
        public String describe() {
            return file.map(Path::toString).orElse("the password file .pgpass");
        }
    }

    /** {@code prompt}: asked each time. */
    record Prompt() implements PasswordReference {
        @Override
        public String describe() {
            return "what was typed";
        }
    }

    /** Nothing said: {@code PGPASSWORD}, then the password file, else none. */
    record Usual() implements PasswordReference {
        @Override
        public String describe() {
            return "PGPASSWORD or .pgpass";
        }
    }
}
