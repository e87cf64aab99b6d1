package dev.countersign.deprecation;

import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.signing.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Observations in a file that only grows, one JSON object a line. Every line carries the digest of the line before it, so that a line that was changed
 * or taken out is noticed; whoever can write the whole file anew can still make up another past.
 */
public final class ObservationStore {
    private static final String BEGINNING = "none";
    private static final long MAX_BYTES = 64L * 1024 * 1024;

    private final Path file;
    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    public ObservationStore(Path file) {
        this.file = file;
    }

    /** A line as it is written; times as text, so that the file can be read without us. */
    private record Line(
            String at,
            String database,
            String prefix,
            boolean complete,
            List<Observation.Seen> objects,
            String previous) {}

    /**
     * All observations, oldest first; none when there is no file.
     *
     * @throws CountersignException when the file cannot be read, or a line was changed or is missing
     */
    public List<Observation> read() {
        return lines().observations();
    }

    /**
     * Adds an observation.
     *
     * @throws CountersignException when the file is damaged or cannot be written
     */
    public void append(Observation observation) {
        String previous = lines().last();
        Line line = new Line(
                observation.at().toString(),
                observation.database(),
                observation.prefix(),
                observation.complete(),
                observation.objects(),
                previous);
        byte[] bytes = (mapper.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel out = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(bytes));
                out.force(true);
            }
        } catch (IOException e) {
            throw new CountersignException(
                    ExitCode.FAILED, "The observation cannot be added to " + file + ": " + e.getMessage() + ".", e);
        }
    }

    private record Lines(List<Observation> observations, String last) {}

    private Lines lines() {
        List<Observation> found = new ArrayList<>();
        String previous = BEGINNING;
        int number = 0;
        for (String text : texts()) {
            number++;
            Line line = line(text, number);
            if (!line.previous().equals(previous)) {
                throw new CountersignException(
                        ExitCode.FAILED,
                        "The file of observations " + file + " was changed: line " + number
                                + " does not follow the line before it. Restore it from a backup, or put it aside and begin a new one.");
            }
            found.add(new Observation(
                    Instant.parse(line.at()), line.database(), line.prefix(), line.complete(), line.objects()));
            previous = Digest.of(text.getBytes(StandardCharsets.UTF_8)).toString();
        }
        return new Lines(found, previous);
    }

    private Line line(String text, int number) {
        try {
            Line line = mapper.readValue(text, Line.class);
            Instant.parse(line.at());
            return line;
        } catch (JacksonException | DateTimeException e) {
            throw new CountersignException(
                    ExitCode.FAILED,
                    "The file of observations " + file + " is damaged in line " + number
                            + "; restore it from a backup, or put it aside and begin a new one.",
                    e);
        }
    }

    private List<String> texts() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new CountersignException(
                        ExitCode.FAILED, "The file of observations " + file + " is larger than 64 MiB.");
            }
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new CountersignException(
                    ExitCode.FAILED,
                    "The file of observations " + file + " cannot be read: " + e.getMessage() + ".",
                    e);
        }
    }
}
