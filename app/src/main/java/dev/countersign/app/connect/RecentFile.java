package dev.countersign.app.connect;

import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.Selection;
import dev.countersign.folders.UserFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The list as a small JSON file with a version. It is written beside and moved, so that it is whole at any time; a file that cannot be read is set aside
 * as {@code .broken} and not lost.
 */
public final class RecentFile implements Recents {
    private static final Logger LOG = LoggerFactory.getLogger(RecentFile.class);
    private static final int VERSION = 1;
    private static final int LARGEST_BYTES = 1 << 20;

    private final Path file;
    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

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
        this.file = file;
    }

    /** The file among the user's settings. */
    public static RecentFile of(UserFolders folders) {
        return new RecentFile(folders.settings().resolve("recent.json"));
    }

    @Override
    public List<ReviewRequest> read() {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new IOException("the file is larger than the program writes it");
            }
            Document document = json.readValue(Files.readString(file), Document.class);
            if (document.version() != VERSION) {
                throw new IOException("it is of version " + document.version());
            }
            return document.recent().stream().map(RecentFile::request).toList();
        } catch (IOException | JacksonException | InvalidPathException | NullPointerException e) {
            setAside(e);
            return List.of();
        }
    }

    @Override
    public void write(List<ReviewRequest> requests) {
        Document document = new Document(
                VERSION, requests.stream().flatMap(RecentFile::entry).toList());
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
            Path beside = Files.createTempFile(folder, "recent", ".new");
            try {
                Files.writeString(beside, json.writeValueAsString(document));
                Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            LOG.warn("the list of recent comparisons cannot be kept in {}: {}", file, e.toString());
        }
    }

    private void setAside(Exception why) {
        Path aside = file.resolveSibling(file.getFileName() + ".broken");
        LOG.warn(
                "{} cannot be read and is kept as {}: {}",
                file,
                aside.getFileName(),
                why.getClass().getSimpleName());
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} cannot be set aside: {}", file, e.toString());
        }
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
