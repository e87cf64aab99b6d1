package dev.countersign.source;

import dev.countersign.gotemplate.GoTemplates;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import dev.countersign.policy.DerivedState;
import dev.countersign.progress.CountersignException.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The templates of a directory: the files ending in {@code .sql} directly in it are executed, with the block's variables as data; every file of the directory and
 * below can be used as a template by its path.
 *
 * @param state the block that names the directory
 * @param directory where it is
 */
public record SqlTemplates(DerivedState.Templates state, Path directory) {
    private static final int MAX_FILES = 2_000;
    private static final int MAX_DEPTH = 16;

    /**
     * What each executed file comes to, by their names in byte order.
     *
     * @throws SourceException when the directory cannot be read, holds nothing to execute, or a template cannot be executed
     */
    public Map<String, String> executed() {
        try {
            List<HclSource> sources = sources();
            List<String> executed = sources.stream()
                    .map(HclSource::name)
                    .filter(name -> name.endsWith(".sql") && !name.contains("/"))
                    .toList();
            if (executed.isEmpty()) {
                throw fail(ExitCode.USAGE, "the directory " + directory + " holds no file ending in .sql");
            }
            GoTemplates templates = GoTemplates.parse(sources, Map.of());
            HclValue variables = HclValue.of(state.vars());
            Map<String, String> texts = new LinkedHashMap<>();
            executed.forEach(name -> texts.put(name, templates.run(name, variables)));
            return texts;
        } catch (HclException e) {
            throw fail(
                    ExitCode.FAILED,
                    e.problems().stream().map(HclProblem::render).collect(Collectors.joining("\n")),
                    e);
        } catch (IOException e) {
            throw fail(ExitCode.FAILED, "the directory " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** All files by their paths within the directory, in byte order. Links to directories are not followed. */
    private List<HclSource> sources() throws IOException {
        if (!Files.isDirectory(directory)) {
            throw fail(ExitCode.USAGE, "there is no directory " + directory);
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory, MAX_DEPTH)) {
            files = all.filter(Files::isRegularFile).limit(MAX_FILES + 1L).toList();
        }
        if (files.size() > MAX_FILES) {
            throw fail(ExitCode.USAGE, "the directory " + directory + " holds more than " + MAX_FILES + " files");
        }
        List<HclSource> sources = new ArrayList<>();
        for (Path file : files) {
            String name = directory.relativize(file).toString().replace('\\', '/');
            try (var in = Files.newInputStream(file)) {
                sources.add(HclSource.decode(name, in.readNBytes(HclSource.MAX_BYTES + 1)));
            }
        }
        sources.sort(Comparator.comparing(HclSource::name));
        return sources;
    }

    private SourceException fail(ExitCode code, String why) {
        return new SourceException(code, sentence(why));
    }

    private SourceException fail(ExitCode code, String why, Exception cause) {
        return new SourceException(code, sentence(why), cause);
    }

    private String sentence(String why) {
        return state.range() + ": " + state.title() + " cannot be read: " + why + ".";
    }
}
