package dev.countersign.postgres.devdb.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    private static final Path TMP = Path.of("/tmp");
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long MIB = 1L << 20;

    @Test
    void liesInMemoryWhereThereIsPlenty() throws IOException {
        assumeThat(Files.isDirectory(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > 32 * MIB)
                .isTrue();

        Path folder = new RunFolder(TMP, MEMORY, 32 * MIB).make(16 * MIB);
        try {
            assertThat(folder).hasParent(MEMORY);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        } finally {
            Files.delete(folder);
        }
    }

    @Test
    void staysOnTheDiskOfAMachineWithLittleMemory() throws IOException {
        assertThat(new RunFolder(TMP, MEMORY, 31 * MIB).base(16 * MIB)).isEqualTo(TMP.toRealPath());
    }

    @Test
    void staysOnTheDiskWhereTheMemoryForFilesIsSmall() throws IOException {
        assertThat(new RunFolder(TMP, MEMORY, Long.MAX_VALUE).base(1L << 50)).isEqualTo(TMP.toRealPath());
    }

    @Test
    void staysOnTheDiskWhereFilesInMemoryAreNotToBeHad(@TempDir Path folder) throws IOException {
        assertThat(new RunFolder(TMP, folder.resolve("none"), Long.MAX_VALUE).base(MIB))
                .isEqualTo(TMP.toRealPath());
    }

    @Test
    void aChosenFolderIsTaken(@TempDir Path chosen) throws IOException {
        assertThat(new RunFolder(chosen, MEMORY, Long.MAX_VALUE).base(MIB)).isEqualTo(chosen.toRealPath());
    }

    @Test
    void aNameTooLongForASocketIsNot(@TempDir Path folder) throws IOException {
        Path chosen = Files.createDirectory(folder.resolve("n".repeat(90)));

        assertThat(new RunFolder(chosen, MEMORY, Long.MAX_VALUE).base(MIB)).isEqualTo(TMP.toRealPath());
    }
}
