package dev.countersign.engine;

import dev.countersign.policy.DerivedState;
import dev.countersign.policy.Migration;
import dev.countersign.progress.CountersignException;
import dev.countersign.source.Sources;
import dev.countersign.source.SqlTemplates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the files of both states of an environment, and of its migration directory, say without effect, found without any database. */
final class WrittenStates {
    private final Setups setups;
    private final WrittenLint.SourcesOf sources;
    private final List<String> wrong = new ArrayList<>();
    private final List<String> notEvaluated = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    WrittenStates(Setups setups, WrittenLint.SourcesOf sources) {
        this.setups = setups;
        this.sources = sources;
    }

    /** What makes a file unusable. */
    List<String> wrong() {
        return wrong;
    }

    /** What has no effect. */
    List<String> notEvaluated() {
        return notEvaluated;
    }

    /** The files that are not there. */
    List<String> missing() {
        return missing;
    }

    WrittenStates look(Project project) {
        migrations(project);
        List<String> from = project.statedFrom().orElse(List.of());
        List<String> to = project.statedTo().orElse(List.of());
        List<List<String>> written = Stream.of(from, to)
                .filter(urls -> !urls.isEmpty() && files(urls, project).isPresent())
                .toList();
        if (written.isEmpty()) {
            return this;
        }
        try {
            Setup setup = setups.of(project, from, to);
            StateSources states = new StateSources(project, setup, sources.of(project, setup, Optional.empty()));
            written.forEach(urls -> state(urls, project, states));
        } catch (CountersignException e) {
            wrong.add(e.getMessage());
        }
        return this;
    }

    /** The migration directory, as far as nobody need know its layout. */
    private void migrations(Project project) {
        Optional<String> url = project.policy()
                .migration()
                .flatMap(Migration::dir)
                .map(dir -> project.policy().resolver().apply(dir));
        Optional<List<Path>> files = url.flatMap(u -> files(List.of(u), project));
        if (files.isEmpty() || isMissing(files.get(), project)) {
            return;
        }
        if (project.policy().states().get(url.get()) instanceof DerivedState.Templates templates) {
            try {
                new SqlTemplates(templates, files.get().getFirst()).executed();
            } catch (CountersignException e) {
                wrong.add(e.getMessage());
            }
        }
    }

    private boolean isMissing(List<Path> files, Project project) {
        List<Path> absent = files.stream().filter(path -> !Files.exists(path)).toList();
        absent.forEach(path -> {
            String sentence = "There is no file or directory "
                    + project.directory().relativize(path) + ", so what it says is not looked at.";
            if (!missing.contains(sentence)) {
                missing.add(sentence);
            }
        });
        return !absent.isEmpty();
    }

    private void state(List<String> urls, Project project, StateSources states) {
        if (!isMissing(files(urls, project).orElseThrow(), project)) {
            try {
                states.written(urls).ifPresent(script -> {
                    notEvaluated.addAll(script.notEvaluated());
                    notEvaluated.addAll(SchemaDirectives.notEvaluated(script));
                });
            } catch (CountersignException e) {
                wrong.add(e.getMessage());
            }
        }
    }

    /** The files and folders that URLs name; empty where the state is in a database, or printed by a program. */
    private static Optional<List<Path>> files(List<String> urls, Project project) {
        List<Path> files = new ArrayList<>();
        for (String url : urls) {
            DerivedState state = project.policy().states().get(url);
            Optional<List<Path>> own = switch (state) {
                case null ->
                    Sources.scheme(url).equals("file") ? Optional.of(List.of(path(url, project))) : Optional.empty();
                case DerivedState.ProgramOutput ignored -> Optional.empty();
                case DerivedState.Templates templates -> Optional.of(List.of(path(templates.path(), project)));
                case DerivedState.HclSchema schema ->
                    Optional.of(
                            schema.paths().stream().map(p -> path(p, project)).toList());
                case DerivedState.Composite composite ->
                    files(
                            composite.parts().stream()
                                    .map(DerivedState.Composite.Part::url)
                                    .toList(),
                            project);
            };
            if (own.isEmpty()) {
                return Optional.empty();
            }
            files.addAll(own.get());
        }
        return Optional.of(files);
    }

    private static Path path(String url, Project project) {
        String bare = url.startsWith("file://") ? url.substring("file://".length()) : url;
        int query = bare.indexOf('?');
        return project.directory()
                .resolve(query < 0 ? bare : bare.substring(0, query))
                .normalize();
    }
}
