package dev.countersign.source;

import dev.countersign.folders.UserFolders;
import dev.countersign.policy.ProgramCall;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command lines that the user let projects run. They are kept outside of every project, in the user's folder for settings, as digests: an argument
 * may be a secret. A file of a project can therefore never give consent for itself.
 */
public final class ProgramConsent {
    private static final String HEADER =
            "# Programs that project files may run, by digest of command line and directory.";

    private final Optional<Path> file;
    private final List<List<String>> allowed;

    private ProgramConsent(Optional<Path> file, List<List<String>> allowed) {
        this.file = file;
        this.allowed = List.copyOf(allowed);
    }

    /** Consent to nothing. */
    public static ProgramConsent none() {
        return new ProgramConsent(Optional.empty(), List.of());
    }

    /** The consents in a file; its folder is made when the first one is given. */
    public static ProgramConsent in(Path file) {
        return new ProgramConsent(Optional.of(file), List.of());
    }

    /** The consents among the user's settings. */
    public static ProgramConsent ofUser(UserFolders folders) {
        return in(folders.settings().resolve("programs"));
    }

    /**
     * These consents and, for now, the given command lines in any directory.
     *
     * @param lines as {@link ProgramCall#line()} writes them
     */
    public ProgramConsent allowing(List<String> lines) {
        List<List<String>> more = new ArrayList<>(allowed);
        lines.forEach(line -> more.add(ProgramCall.split(line)));
        return new ProgramConsent(file, more);
    }

    /**
     * Whether the user has consented to exactly that.
     *
     * @throws CountersignException when the list cannot be read
     */
    public boolean covers(ProgramCall call) {
        return allowed.contains(call.arguments())
                || lines().stream().anyMatch(line -> line.split(" ", 2)[0].equals(call.digest()));
    }

    /**
     * Notes the user's consent.
     *
     * @throws CountersignException when it cannot be noted
     */
    public void give(ProgramCall call) {
        if (covers(call)) {
            return;
        }
        List<String> lines = new ArrayList<>(lines());
        lines.add(call.digest() + " "
                + Optional.ofNullable(Path.of(call.arguments().getFirst()).getFileName())
                        .map(Path::toString)
                        .orElse("")
                + " in " + call.directory());
        write(lines);
    }

    /** Takes the consent back; nothing happens when there is none. */
    public void withdraw(ProgramCall call) {
        write(lines().stream().filter(l -> !l.startsWith(call.digest())).toList());
    }

    private List<String> lines() {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return List.of();
        }
        try {
            return Files.readAllLines(file.get(), StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new CountersignException(
                    ExitCode.FAILED,
                    "The list of programs that projects may run, " + file.get() + ", cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private void write(List<String> lines) {
        Path target = file.orElseThrow(() -> new CountersignException(
                ExitCode.FAILED, "There is no place where a consent could be noted; use --allow-program."));
        try {
            Path folder = Optional.ofNullable(target.getParent()).orElseThrow();
            Files.createDirectories(folder);
            List<String> all = new ArrayList<>(List.of(HEADER));
            all.addAll(lines);
            Path fresh = Files.createTempFile(folder, "programs", ".new");
            Files.write(fresh, all, StandardCharsets.UTF_8);
            try {
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new CountersignException(
                    ExitCode.FAILED, "The consent cannot be noted in " + target + ": " + e.getMessage(), e);
        }
    }
}
