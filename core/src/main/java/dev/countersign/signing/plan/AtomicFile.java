package dev.countersign.signing.plan;

import dev.countersign.signing.SigningException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

/** Replaces a file in one step: temporary file in the same folder, flushed to the disk, then moved over the old one. */
final class AtomicFile {
    private AtomicFile() {}

    static void write(Path path, byte[] content) {
        Path target = path.toAbsolutePath();
        if (Files.isSymbolicLink(target)) {
            throw new SigningException("The file " + path
                    + " is a symbolic link; writing would replace something else. Name the real file.");
        }
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new SigningException(path + " is not a file. Choose another name.");
        }
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel out = FileChannel.open(
                    temporary,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            flushFolder(target.getParent());
        } catch (IOException e) {
            removeQuietly(temporary, e);
            throw new SigningException(
                    "The file " + path + " cannot be written (" + e.getClass().getSimpleName()
                            + "). Check that the folder exists, is writable and has space.",
                    e);
        }
    }

    private static void removeQuietly(Path temporary, IOException reason) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** Makes the new name durable; Windows cannot open folders and does not need it. */
    private static void flushFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
