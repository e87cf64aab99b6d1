package dev.countersign.hcl;

import java.util.List;

/**
 * A parsed HCL text. When there are problems the body holds everything that could still be read, for an editor; nothing
 * may be evaluated from it.
 *
 * @param source the text
 * @param body its attributes and blocks
 * @param problems every syntax error, in text order
 */
public record HclFile(HclSource source, HclBody body, List<HclProblem> problems) {

    /** Copies the list. */
    public HclFile {
        problems = List.copyOf(problems);
    }

    /** Parses a text; never fails, errors are in {@link #problems()}. */
    public static HclFile parse(HclSource source) {
        return new Parser(source).file();
    }

    /**
     * This file, when it has no problems.
     *
     * @throws HclException with all problems otherwise
     */
    public HclFile orThrow() {
        if (!problems.isEmpty()) {
            throw new HclException(problems);
        }
        return this;
    }
}
