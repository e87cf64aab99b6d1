package dev.countersign.policy;

import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A schema state that a data source of the project file describes. Nothing is read or run before the state is loaded. */
public sealed interface DerivedState {

    /** The scheme of the URLs that stand for such states: {@code data://external_schema/app}. */
    String SCHEME = "data";

    /** The block's two labels, as {@code external_schema "app"}. */
    String title();

    /** The block. */
    SourceRange range();

    /**
     * {@code external_schema}: a program that prints SQL.
     *
     * @param call the program
     */
    record ProgramOutput(String title, ProgramCall call, SourceRange range) implements DerivedState {}

    /**
     * {@code hcl_schema}: schema files.
     *
     * @param paths files and directories as written, relative to the project file
     * @param vars values of the schema files' variables
     */
    record HclSchema(String title, List<String> paths, SortedMap<String, HclValue> vars, SourceRange range)
            implements DerivedState {}

    /**
     * {@code composite_schema}: several states, one after the other.
     *
     * @param parts in order
     */
    record Composite(String title, List<Part> parts, SourceRange range) implements DerivedState {

        /**
         * One {@code schema} block.
         *
         * @param schema the database schema that names without a schema mean; empty for the whole database
         * @param url the state
         */
        public record Part(Optional<String> schema, String url) {}
    }

    /**
     * {@code template_dir}: a directory of Go templates that make SQL.
     *
     * @param path as written, relative to the project file
     * @param vars what the templates see
     */
    record Templates(String title, String path, SortedMap<String, HclValue> vars, SourceRange range)
            implements DerivedState {}
}
