package dev.countersign.postgres.devdb.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at the size of the data folder now and then and stops the engine when SQL fills the disk. */
final class DataSizeGuard implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** A large schema has a file or more for each table and index, and looking at all of them should take no more than this part of the time. */
    private static final int PART_OF_TIME = 50;

    /** But when so much of the limit went from the disk since the last look, whoever took it, nobody waits. */
    private static final int PART_OF_LIMIT = 4;

    private final Path data;
    private final long limitBytes;
    private final Runnable stop;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean tripped;

    private DataSizeGuard(Path data, long limitBytes, Runnable stop) {
        this.data = data;
        this.limitBytes = limitBytes;
        this.stop = stop;
    }

    static DataSizeGuard watch(Path data, long limitBytes, Runnable stop) {
        DataSizeGuard guard = new DataSizeGuard(data, limitBytes, stop);
        Thread.ofVirtual().name("engine data size").start(guard::look);
        return guard;
    }

    private void look() {
        long due = System.nanoTime();
        long freeAtLook = 0;
        try {
            while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                long start = System.nanoTime();
                long free = free();
                if (start - due < 0 && freeAtLook - free < limitBytes / PART_OF_LIMIT) {
                    continue;
                }
                if (size() > limitBytes) {
                    tripped = true;
                    stop.run();
                    return;
                }
                long end = System.nanoTime();
                due = end + PART_OF_TIME * (end - start);
                freeAtLook = free;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long free() {
        try {
            return Files.getFileStore(data).getUsableSpace();
        } catch (IOException unreadable) {
            return 0;
        }
    }

    private long size() {
        long[] sum = {0};
        try {
            Files.walkFileTree(data, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum[0] += attributes.size();
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException vanished) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, IOException vanished) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            return 0;
        }
        return sum[0];
    }

    boolean tripped() {
        return tripped;
    }

    String limitText() {
        return limitBytes >= 1L << 30 ? (limitBytes >> 30) + " GiB" : (limitBytes >> 20) + " MiB";
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
