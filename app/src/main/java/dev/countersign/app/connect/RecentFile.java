package dev.countersign.app.connect;

import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.Selection;
import dev.countersign.folders.UserFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The list as a small JSON file with a version, among the user's settings. */
public final class RecentFile implements Recents {
    private static final int VERSION = 1;

    private final SettingsFile<Document> file;

    private record Document(int version, List<Entry> recent) {}

    private record Entry(
            String directory,
            Optional<String> config,
            Optional<String> environment,
            Optional<String> from,
            List<String> to,
            Optional<String> dev,
            List<String> schemas) {}

    /** @param file where the list is; its folder is made when needed */
    public RecentFile(Path file) {
        this.file = new SettingsFile<>(file, Document.class);
    }

    /** The file among the user's settings. */
    public static RecentFile of(UserFolders folders) {
        return new RecentFile(folders.settings().resolve("recent.json"));
    }

    @Override
    public List<ReviewRequest> read() {
        return file.read(RecentFile::requests).orElse(List.of());
    }

    @Override
    public void write(List<ReviewRequest> requests) {
        file.write(new Document(
                VERSION, requests.stream().flatMap(RecentFile::entry).toList()));
    }

    private static List<ReviewRequest> requests(Document document) {
        if (document.version() != VERSION) {
            throw new IllegalArgumentException("it is of version " + document.version());
        }
        return document.recent().stream().map(RecentFile::request).toList();
    }

    private static ReviewRequest request(Entry entry) {
        return new ReviewRequest(
                entry.config().map(Path::of),
                Path.of(entry.directory()),
                entry.environment(),
                Map.of(),
                entry.from(),
                entry.to(),
                entry.dev(),
                entry.schemas());
    }

    /** Values of variables are left out: they may be secrets, and a switch for destructive changes must be off at each start. */
    private static Stream<Entry> entry(ReviewRequest request) {
        Optional<String> from = request.from().flatMap(UrlWithoutPassword::of);
        List<String> to = request.to().stream()
                .flatMap(url -> UrlWithoutPassword.of(url).stream())
                .toList();
        Optional<String> dev = request.devUrl().flatMap(UrlWithoutPassword::of);
        boolean whole = from.isPresent() == request.from().isPresent()
                && to.size() == request.to().size()
                && dev.isPresent() == request.devUrl().isPresent()
                // the list holds no filters, and without its filters a request would mean another comparison
                && request.selection().equals(Selection.everything());
        return whole
                ? Stream.of(new Entry(
                        request.directory().toString(),
                        request.config().map(Path::toString),
                        request.environment(),
                        from,
                        to,
                        dev,
                        request.schemas()))
                : Stream.empty();
    }
}
