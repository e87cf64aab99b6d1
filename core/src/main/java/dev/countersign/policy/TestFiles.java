package dev.countersign.policy;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The test files of an environment for one kind of tests.
 *
 * @param src the files and folders, relative to the project file
 * @param vars values of the variables that the files declare, as texts, several for a list
 */
public record TestFiles(List<String> src, SortedMap<String, List<String>> vars) {
    /** No files. */
    public static final TestFiles NONE = new TestFiles(List.of(), new TreeMap<>());

    /** Copies the collections. */
    public TestFiles {
        src = List.copyOf(src);
        vars = Collections.unmodifiableSortedMap(new TreeMap<>(vars));
    }
}
