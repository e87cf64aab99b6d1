package dev.countersign.lint;

/**
 * What can be found about a migration file or its place among the others, whatever its statements change.
 *
 * @param source what there has to be for it to be looked for at all
 * @param error whether it is an error where the policy does not speak of it
 * @param when what must hold, as a clause that begins with when
 */
public record PossibleInFile(String code, Source source, boolean error, String when) {

    /** What is looked at. */
    public enum Source {
        /** the files of a git base */
        BASE,
        /** a question that an archive asks before its migration runs */
        QUESTION,
        /** a checkpoint */
        CHECKPOINT
    }
}
