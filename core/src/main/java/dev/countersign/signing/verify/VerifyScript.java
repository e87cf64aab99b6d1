package dev.countersign.signing.verify;

import dev.countersign.signing.plan.PlanFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The auditor's check with nothing of ours installed: a small POSIX shell script over ssh-keygen. */
public final class VerifyScript {
    private static final String RESOURCE = "verify.sh";

    /** Its text. */
    public byte[] bytes() {
        try (InputStream in = VerifyScript.class.getResourceAsStream("/dev/countersign/signing/" + RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The program is incomplete: " + RESOURCE + " is missing.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("The program is incomplete: " + RESOURCE + " cannot be read.", e);
        }
    }

    /**
     * Writes it into a folder.
     *
     * @return the written file
     * @throws PlanFormatException when it cannot be written
     */
    public Path writeInto(Path folder) {
        Path file = folder.resolve(RESOURCE);
        try {
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new PlanFormatException(
                    file + " cannot be written (" + e.getClass().getSimpleName() + ").", e);
        }
    }
}
