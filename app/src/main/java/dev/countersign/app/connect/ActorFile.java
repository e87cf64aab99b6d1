package dev.countersign.app.connect;

import dev.countersign.engine.ReviewRequest;
import dev.countersign.folders.UserFolders;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The names as a small JSON file with a version, among the user's settings: by the project file, or the folder, that a request is about. */
public final class ActorFile implements Actors {
    private static final int VERSION = 1;

    private final SettingsFile<Document> file;

    private record Document(int version, Map<String, String> actors) {}

    /** @param file where the names are; its folder is made when needed */
    public ActorFile(Path file) {
        this.file = new SettingsFile<>(file, Document.class);
    }

    /** The file among the user's settings. */
    public static ActorFile of(UserFolders folders) {
        return new ActorFile(folders.settings().resolve("actors.json"));
    }

    @Override
    public Optional<String> read(ReviewRequest request) {
        return Optional.ofNullable(all().get(project(request))).filter(name -> !name.isBlank());
    }

    @Override
    public void write(ReviewRequest request, Optional<String> actor) {
        Map<String, String> all = all();
        actor.ifPresentOrElse(name -> all.put(project(request), name), () -> all.remove(project(request)));
        file.write(new Document(VERSION, all));
    }

    private Map<String, String> all() {
        return file.read(ActorFile::actors).orElseGet(TreeMap::new);
    }

    private static Map<String, String> actors(Document document) {
        if (document.version() != VERSION) {
            throw new IllegalArgumentException("it is of version " + document.version());
        }
        return new TreeMap<>(document.actors());
    }

    private static String project(ReviewRequest request) {
        Path folder = request.directory().toAbsolutePath().normalize();
        return request.config().map(folder::resolve).orElse(folder).normalize().toString();
    }
}
