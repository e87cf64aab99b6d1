package dev.countersign.app.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small JSON file among the user's settings. It is written beside and moved, so that it is whole at any time; a file that cannot be read is set aside as
 * {@code .broken} and not lost. Neither fails: nobody's work depends on what is remembered.
 *
 * @param <D> the record that the file holds
 */
final class SettingsFile<D> {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);
    private static final int LARGEST_BYTES = 1 << 20;

    private final Path file;
    private final Class<D> type;
    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** @param file where it is; its folder is made when needed */
    SettingsFile(Path file, Class<D> type) {
        this.file = file;
        this.type = type;
    }

    /**
     * What the file holds; empty when there is none or it cannot be read.
     *
     * @param understood makes what is wanted of the record; what it throws means that the file cannot be read
     */
    <T> Optional<T> read(Function<D, T> understood) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new IOException("the file is larger than the program writes it");
            }
            return Optional.of(understood.apply(json.readValue(Files.readString(file), type)));
        } catch (IOException | JacksonException | NullPointerException | IllegalArgumentException e) {
            setAside(e);
            return Optional.empty();
        }
    }

    /** Writes it. */
    void write(D document) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
            Path beside = Files.createTempFile(folder, file.getFileName().toString(), ".new");
            try {
                Files.writeString(beside, json.writeValueAsString(document));
                Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", file, e.toString());
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
}
