package dev.countersign.policy;

/** How the new files of a migration directory are found ({@code lint.latest}, {@code lint.git}). */
public sealed interface ChangeDetector {

    /**
     * The last files.
     *
     * @param count how many, at least 1
     */
    record Latest(long count) implements ChangeDetector {}

    /**
     * The first file that is not in a base branch, and everything behind it.
     *
     * @param base the branch
     * @param dir a directory of the work tree, against the project file's directory
     */
    record Git(String base, String dir) implements ChangeDetector {}
}
