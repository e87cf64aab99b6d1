package dev.countersign.app.secret;

/**
 * What a person is asked for.
 *
 * @param name what it opens, without any secret: the key file's name, or user and address of the database
 */
public record SecretQuestion(Kind kind, String name) {
    /** What the secret is. */
    public enum Kind {
        /** The passphrase that protects a private key file. */
        KEY_PASSPHRASE,
        /** The password of a database user. */
        DATABASE_PASSWORD
    }
}
