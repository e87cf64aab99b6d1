package dev.countersign.source.directory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A change of a migration directory that does more than add a file behind those of its base. What ran already somewhere is not taken back by it.
 *
 * @param file the file's path from the directory
 * @param base the branch, tag or commit that the directory is compared with
 * @param newest the newest file of the base that is still there; empty when there is none
 */
public record NonAdditive(Kind kind, String file, String base, Optional<String> newest) {
    /** What was done to the file. */
    public enum Kind {
        /** It is new and comes before a file of the base. */
        OUT_OF_ORDER,
        /** It is a file of the base with another text. */
        EDITED,
        /** The base has it and the directory does not. */
        MISSING
    }

    /** Whether it is the newest file of the base. */
    public boolean isOfNewest() {
        return newest.filter(file::equals).isPresent();
    }

    /**
     * What is in the way, in the order of the files, with the missing ones at the end.
     *
     * @throws IOException when a file is not there any more
     */
    public static List<NonAdditive> of(MigrationDirectory directory, ChangedInGit.Changes changes) throws IOException {
        List<MigrationFile> files = directory.files();
        Set<MigrationFile> added = in(changes.added(), files);
        Set<MigrationFile> edited = in(changes.edited(), files);
        Optional<MigrationFile> newest = files.stream()
                .filter(f -> !added.contains(f) && !directory.repeats(f))
                .reduce((first, second) -> second);
        Optional<String> name = newest.map(MigrationFile::name);
        int last = newest.map(files::indexOf).orElse(-1);
        List<NonAdditive> found = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            MigrationFile file = files.get(i);
            if (added.contains(file) && i < last) {
                found.add(new NonAdditive(Kind.OUT_OF_ORDER, file.name(), changes.base(), name));
            } else if (edited.contains(file) && !directory.repeats(file)) {
                found.add(new NonAdditive(Kind.EDITED, file.name(), changes.base(), name));
            }
        }
        missing(directory, changes)
                .forEach(file -> found.add(new NonAdditive(Kind.MISSING, file, changes.base(), name)));
        return found;
    }

    private static Set<MigrationFile> in(Set<Path> paths, List<MigrationFile> files) throws IOException {
        Set<MigrationFile> found = new HashSet<>();
        for (MigrationFile file : files) {
            if (paths.contains(file.path().toRealPath())) {
                found.add(file);
            }
        }
        return found;
    }

    private static Set<String> missing(MigrationDirectory directory, ChangedInGit.Changes changes) throws IOException {
        Path real = directory.path().toRealPath();
        Set<String> names = new TreeSet<>();
        for (Path path : changes.missing()) {
            String name = real.relativize(path).toString().replace('\\', '/');
            if (directory.format().counts(name)) {
                names.add(name);
            }
        }
        return names;
    }
}
