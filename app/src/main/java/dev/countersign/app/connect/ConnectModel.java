package dev.countersign.app.connect;

import dev.countersign.app.task.Problem;
import dev.countersign.app.words.Words;
import dev.countersign.engine.ReviewRequest;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The fields of the choice, and the request they make. */
public final class ConnectModel {
    private static final int REMEMBERED = 20;
    private final Words words = Words.of(ConnectModel.class);
    private final StringProperty folder = new SimpleStringProperty("");
    private final StringProperty environment = new SimpleStringProperty("");
    private final StringProperty from = new SimpleStringProperty("");
    private final StringProperty to = new SimpleStringProperty("");
    private final StringProperty dev = new SimpleStringProperty("");
    private final ObservableList<Recent> recent = FXCollections.observableArrayList();
    private final Recents recents;

    /** Something that was compared before. {@code title} holds no password. */
    public record Recent(String title, ReviewRequest request) {}

    /** @param recents keeps what was compared before */
    public ConnectModel(Recents recents) {
        this.recents = recents;
        recents.read().stream().limit(REMEMBERED).forEach(r -> recent.add(new Recent(title(r), r)));
    }

    /** The project's folder. */
    public StringProperty folderProperty() {
        return folder;
    }

    /** The environment of the project file. */
    public StringProperty environmentProperty() {
        return environment;
    }

    /** URL or file of the current state; empty: as the project says. */
    public StringProperty fromProperty() {
        return from;
    }

    /** URL or file of the desired state; empty: as the project says. */
    public StringProperty toProperty() {
        return to;
    }

    /** URL of the dev database; empty: as the project says, else the built-in engine. */
    public StringProperty devProperty() {
        return dev;
    }

    /** What was compared before, newest first. */
    public ObservableList<Recent> recent() {
        return recent;
    }

    /** What is wrong with the fields, as a sentence; empty when they make a request. */
    public Optional<String> fault() {
        if (!folder.get().isBlank()) {
            return folderFault();
        }
        boolean noFrom = from.get().isBlank();
        boolean noTo = to.get().isBlank();
        if (noFrom && noTo) {
            return Optional.of(words.get("fault.nothing"));
        }
        return noFrom || noTo ? Optional.of(words.get(noFrom ? "fault.from" : "fault.to")) : Optional.empty();
    }

    /** The request that the fields make. */
    public ReviewRequest request() {
        return new ReviewRequest(
                Optional.empty(),
                Path.of(folder.get().isBlank() ? "" : folder.get().strip()).toAbsolutePath(),
                text(environment),
                Map.of(),
                text(from).map(ConnectModel::url),
                text(to).map(ConnectModel::url).stream().toList(),
                text(dev),
                List.of());
    }

    /** Remembers a request for the list. */
    public void remember(ReviewRequest request) {
        Recent entry = new Recent(title(request), request);
        recent.removeIf(r -> r.title().equals(entry.title()));
        recent.addFirst(entry);
        if (recent.size() > REMEMBERED) {
            recent.removeLast();
        }
        recents.write(recent.stream().map(Recent::request).toList());
    }

    /** Fills the fields from a request. */
    public void fill(ReviewRequest request) {
        folder.set(
                request.config().isPresent() || request.from().isEmpty()
                        ? request.directory().toString()
                        : "");
        environment.set(request.environment().orElse(""));
        from.set(request.from().orElse(""));
        to.set(request.to().isEmpty() ? "" : request.to().getFirst());
        dev.set(request.devUrl().orElse(""));
    }

    private String title(ReviewRequest request) {
        String what = request.from()
                .map(f -> words.get(
                        "recent.states",
                        f,
                        request.to().isEmpty() ? "" : request.to().getFirst()))
                .orElse(request.config()
                        .map(Path::toString)
                        .orElse(request.directory().toString()));
        String title = request.environment()
                .map(env -> words.get("recent.environment", what, env))
                .orElse(what);
        return Problem.withoutSecrets(title);
    }

    private Optional<String> folderFault() {
        try {
            return Files.isDirectory(Path.of(folder.get().strip()))
                    ? Optional.empty()
                    : Optional.of(words.get("fault.folder", folder.get().strip()));
        } catch (InvalidPathException e) {
            return Optional.of(words.get("fault.folder", folder.get().strip()));
        }
    }

    /** A path without a scheme is a file. */
    private static String url(String text) {
        return text.contains("://") ? text : "file://" + text;
    }

    private static Optional<String> text(StringProperty property) {
        return Optional.of(property.get().strip()).filter(t -> !t.isEmpty());
    }
}
