package dev.countersign.source;

import dev.countersign.policy.ConsentException;
import dev.countersign.policy.OutsideException;
import dev.countersign.policy.ProgramCall;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs programs of project files: without a shell, with a limit on time and output, and never without consent. */
public final class Programs {
    /** How many bytes a program may print. */
    static final int MAX_OUTPUT = 16 * 1024 * 1024;

    private static final int MAX_ERRORS = 64 * 1024;
    private static final int SHOWN = 400;

    private final ProgramConsent consent;
    private final Duration limit;

    /** @param limit how long a program may take */
    public Programs(ProgramConsent consent, Duration limit) {
        this.consent = consent;
        this.limit = limit;
    }

    /**
     * Runs nothing.
     *
     * @throws ConsentException when nobody has consented
     */
    public void mayRun(ProgramCall call) {
        if (!consent.covers(call)) {
            throw new ConsentException(call);
        }
    }

    /**
     * What the program prints.
     *
     * @throws ConsentException when nobody has consented; nothing was run then
     * @throws OutsideException when it cannot be started, fails, prints too much or takes too long
     */
    public String run(ProgramCall call) {
        mayRun(call);
        if (!Files.isDirectory(call.directory())) {
            throw new OutsideException("there is no directory " + call.directory() + " to run a program in");
        }
        Process process = start(call);
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<byte[]> output = readers.submit(() -> atMost(process.getInputStream(), MAX_OUTPUT, process));
            Future<byte[]> errors = readers.submit(() -> atMost(process.getErrorStream(), MAX_ERRORS, null));
            try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new OutsideException("\"" + call.arguments().getFirst() + "\" was stopped after "
                            + limit.toSeconds() + " seconds");
                }
                byte[] printed = output.get();
                if (printed.length > MAX_OUTPUT) {
                    throw new OutsideException("\"" + call.arguments().getFirst() + "\" prints more than "
                            + MAX_OUTPUT / (1024 * 1024) + " MiB");
                }
                if (process.exitValue() != 0) {
                    throw new OutsideException("\"" + call.arguments().getFirst() + "\" ends with exit code "
                            + process.exitValue() + said(errors.get()));
                }
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(printed))
                        .toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new OutsideException("it was interrupted", e);
            } catch (ExecutionException e) {
                throw new OutsideException("its output cannot be read", e);
            } catch (CharacterCodingException e) {
                throw new OutsideException("\"" + call.arguments().getFirst() + "\" does not print UTF-8 text", e);
            } finally {
                stop(process);
            }
        }
    }

    private static Process start(ProgramCall call) {
        try {
            return new ProcessBuilder(call.arguments())
                    .directory(call.directory().toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                    .start();
        } catch (IOException e) {
            throw new OutsideException(
                    "\"" + call.arguments().getFirst()
                            + "\" cannot be started; check that it is installed and on the PATH",
                    e);
        }
    }

    private static File nothing() {
        return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }

    /** At most one byte more than the limit; who prints more is stopped, when there is somebody to stop. */
    private static byte[] atMost(InputStream in, int limit, Process printing) throws IOException {
        try (in) {
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                kept.write(buffer, 0, Math.min(n, limit + 1 - kept.size()));
                if (kept.size() > limit && printing != null) {
                    stop(printing);
                    break;
                }
            }
            return kept.toByteArray();
        }
    }

    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String said(byte[] errors) {
        String text = new String(errors, StandardCharsets.UTF_8).strip();
        String end = text.length() > SHOWN ? "..." + text.substring(text.length() - SHOWN) : text;
        return end.isEmpty() ? "" : " and says: " + end.replaceAll("\\s*\\n\\s*", "; ");
    }
}
