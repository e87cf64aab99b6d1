package dev.countersign.devdb;

import dev.countersign.progress.Progress;

/** One way to get a dev database. Found by {@link java.util.ServiceLoader}; a new way is a new class and one line of registration. */
public interface DevDatabaseProvider {

    /** Whether dev URLs of this form belong to it. */
    boolean accepts(DevUrl url);

    /** Name of the dialect that its databases speak, e.g. {@code postgres}. */
    String dialect();

    /** The form of its URLs, for messages, e.g. {@code embedded://postgres/18}. */
    String example();

    /**
     * Looks at a URL of that form alone; opens nothing.
     *
     * @throws DevDatabaseException when it says something that can never be opened
     */
    default void check(DevUrl url) {}

    /**
     * @throws DevDatabaseException when it cannot be had; the message says why and what to do
     */
    DevDatabase open(DevUrl url, Progress progress);
}
