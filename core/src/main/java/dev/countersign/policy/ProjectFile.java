package dev.countersign.policy;

import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclSource;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A project file as it was read once: its text, its digest, and every file and environment variable its expressions ask
 * for, so that evaluating again with other variables sees the same world.
 */
public final class ProjectFile {

    /** The names looked for in a directory, best first. */
    public static final List<String> NAMES = List.of("countersign.hcl", "atlas.hcl");

    private final Path path;
    private final String sha256;
    private final HclFile hcl;
    private final Map<String, String> environmentVariables;
    private final Optional<Outside> outside;
    private final Instant readAt;
    private final Map<Object, Object> answers = new HashMap<>();
    private final SortedMap<Path, byte[]> filesRead = new TreeMap<>();
    private final SortedSet<String> variablesRead = new TreeSet<>();

    private ProjectFile(
            Path path,
            byte[] bytes,
            HclFile hcl,
            Map<String, String> environmentVariables,
            Optional<Outside> outside,
            Instant readAt) {
        this.outside = outside;
        this.readAt = readAt;
        this.path = path;
        this.sha256 = sha256(bytes);
        this.hcl = hcl;
        this.environmentVariables = Map.copyOf(environmentVariables);
    }

    /**
     * Reads and parses a project file.
     *
     * @param path the file
     * @param environmentVariables what {@code getenv} sees
     * @throws PolicyException when it cannot be read, is too big, or has syntax errors (all of them)
     */
    public static ProjectFile read(Path path, Map<String, String> environmentVariables) {
        return read(path, environmentVariables, Optional.empty());
    }

    /**
     * Reads and parses a project file whose data sources are asked.
     *
     * @param path the file
     * @param environmentVariables what {@code getenv} sees
     * @param outside asked by data sources; their values are unknown without it
     * @throws PolicyException when it cannot be read, is too big, or has syntax errors (all of them)
     */
    public static ProjectFile read(Path path, Map<String, String> environmentVariables, Optional<Outside> outside) {
        return read(path, environmentVariables, outside, InstantSource.system());
    }

    /**
     * Reads and parses a project file at a time of the caller's choice.
     *
     * @param path the file
     * @param environmentVariables what {@code getenv} sees
     * @param outside asked by data sources; their values are unknown without it
     * @param clock asked once: every {@code timestamp()} of the file is the time at which it was read
     * @throws PolicyException when it cannot be read, is too big, or has syntax errors (all of them)
     */
    public static ProjectFile read(
            Path path, Map<String, String> environmentVariables, Optional<Outside> outside, InstantSource clock) {
        String name = Optional.ofNullable(path.getFileName()).orElse(path).toString();
        HclSource none = new HclSource(name, "");
        byte[] bytes;
        try (var in = Files.newInputStream(path)) {
            bytes = in.readNBytes(HclSource.MAX_BYTES + 1);
        } catch (IOException e) {
            throw new PolicyException(
                    HclProblem.at(
                            none.range(0, 0), "the project file " + path + " cannot be read; check that it exists"),
                    e);
        }
        HclFile hcl = Evaluation.typed(
                () -> HclFile.parse(HclSource.decode(name, bytes)).orThrow());
        return new ProjectFile(
                path.toAbsolutePath().normalize(), bytes, hcl, environmentVariables, outside, clock.instant());
    }

    /** The project file in a directory: {@code countersign.hcl}, else {@code atlas.hcl}. */
    public static Optional<Path> find(Path directory) {
        return NAMES.stream()
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * The path a {@code -c} option names. As in Atlas it is a URL with the scheme {@code file}.
     *
     * @throws PolicyException when it has another scheme
     */
    public static Path ofConfigUrl(String url, Path workingDirectory) {
        int scheme = url.indexOf("://");
        if (scheme >= 0 && !url.startsWith("file://")) {
            throw new PolicyException(HclProblem.at(
                    new HclSource(url, "").range(0, 0),
                    "a project file is given as file://path, not with the scheme " + url.substring(0, scheme)));
        }
        return workingDirectory.resolve(scheme < 0 ? url : url.substring("file://".length()));
    }

    /** Where the file is. */
    public Path path() {
        return path;
    }

    /** The directory that relative paths in the file start from. */
    public Path directory() {
        return Optional.ofNullable(path.getParent()).orElse(path);
    }

    /** SHA-256 of the file's bytes, in hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** The parsed text. */
    public HclFile hcl() {
        return hcl;
    }

    /** The files that {@code file()} has read so far, with the SHA-256 of their bytes. */
    public synchronized SortedMap<Path, String> filesRead() {
        SortedMap<Path, String> digests = new TreeMap<>();
        filesRead.forEach((file, bytes) -> digests.put(file, sha256(bytes)));
        return digests;
    }

    /** The names of the environment variables that {@code getenv()} has asked for so far. */
    public synchronized SortedSet<String> environmentVariablesRead() {
        return new TreeSet<>(variablesRead);
    }

    /** What data sources ask; empty when nothing is asked. */
    Optional<Outside> outside() {
        return outside;
    }

    /** The answer to a question, asked once however often the project is evaluated. */
    synchronized <Q, A> A answer(Q question, Function<Q, A> asked) {
        if (!answers.containsKey(question)) {
            answers.put(question, asked.apply(question));
        }
        @SuppressWarnings("unchecked")
        A answer = (A) answers.get(question);
        return answer;
    }

    /**
     * The time that {@code timestamp()} gives: {@code SOURCE_DATE_EPOCH}, by which builds are made repeatable, or else
     * when the file was read, so that evaluating again with other variables gives the same.
     *
     * @throws NumberFormatException when the variable is set and no number of seconds
     */
    Instant time() {
        String fixed = environmentVariable("SOURCE_DATE_EPOCH");
        return (fixed.isEmpty() ? readAt : Instant.ofEpochSecond(Long.parseLong(fixed)))
                .truncatedTo(ChronoUnit.SECONDS);
    }

    synchronized String environmentVariable(String name) {
        variablesRead.add(name);
        return environmentVariables.getOrDefault(name, "");
    }

    /**
     * The bytes of a file, read the first time it is asked for; at most one more than may be used. A project may come
     * from a stranger's branch, so only regular files of the project itself are read: its directory or, in a git work
     * tree, the whole tree. Links are followed first.
     */
    public synchronized byte[] fileContent(Path relative) throws IOException {
        Path file = directory().resolve(relative).normalize();
        byte[] known = filesRead.get(file);
        if (known != null) {
            return known;
        }
        Path real = file.toRealPath();
        if (!real.startsWith(root().toRealPath())) {
            throw new AccessDeniedException(file.toString(), null, "it lies outside the project");
        }
        if (!Files.isRegularFile(real)) {
            throw new AccessDeniedException(file.toString(), null, "it is not a regular file");
        }
        try (var in = Files.newInputStream(real)) {
            byte[] bytes = in.readNBytes(HclSource.MAX_BYTES + 1);
            filesRead.put(file, bytes);
            return bytes;
        }
    }

    private Path root() {
        for (Path at = directory(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return at;
            }
        }
        return directory();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Whether an {@code env} block without a label stands for every name that no other block has. */
    public boolean hasEnvironmentForOtherNames() {
        Influence influence = Influence.of(hcl.body());
        return hcl.body().blocks("env").stream().anyMatch(block -> forOtherNames(block, influence));
    }

    /** Whether an {@code env} block has no label and is chosen by {@code name = atlas.env}. */
    static boolean forOtherNames(HclBlock block, Influence influence) {
        return block.labels().isEmpty()
                && block.body()
                        .attribute("name")
                        .filter(name -> influence.reads(name.value(), "atlas", "env"))
                        .isPresent();
    }

    /** Whether an {@code env} block of that label stands for several targets. */
    public boolean hasTargets(String environment) {
        return hcl.body().blocks("env").stream()
                .filter(block -> block.label().filter(environment::equals).isPresent())
                .anyMatch(block -> block.body().attribute("for_each").isPresent());
    }

    /** The labels of all {@code env} blocks, in text order. */
    public List<String> environmentNames() {
        return hcl.body().blocks("env").stream()
                .flatMap(block -> block.label().stream())
                .distinct()
                .toList();
    }
}
