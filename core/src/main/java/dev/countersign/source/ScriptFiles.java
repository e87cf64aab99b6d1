package dev.countersign.source;

/** Files that come to a script. */
interface ScriptFiles {

    /** The names of the files or directories, for people. */
    String label();

    /** What kind of files they are, for people. */
    String kind();

    /**
     * The statements that the files come to.
     *
     * @throws SourceException when a file is missing, cannot be read or says what cannot be understood
     */
    SqlScript read();
}
