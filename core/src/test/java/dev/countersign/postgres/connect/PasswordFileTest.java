package dev.countersign.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countersign.connect.ConnectionException;
import dev.countersign.connect.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PasswordFileTest {
    @TempDir
    private Path folder;

    private Path write(String mode, String text) throws IOException {
        Path file = folder.resolve("pgpass");
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void theFirstFittingLineCounts() throws IOException {
        Path file = write("rw-------", "# c\nother:*:*:*:no\nh:5432:d\\:x:u:a\\\\b:c\n*:*:*:*:last\n");
        assertThat(new PasswordFile(file).find(ConnectionFields.parse("postgres://u@h/d%3Ax")))
                .contains(new Secret("a\\b:c"));
        assertThat(new PasswordFile(file).find(ConnectionFields.parse("postgres://u@h/d")))
                .contains(new Secret("last"));
    }

    @Test
    void aFileThatOthersCanReadIsRefused() throws IOException {
        Path file = write("rw-r-----", "*:*:*:*:pw\n");
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> new PasswordFile(file).find(ConnectionFields.parse("postgres://u@h/d")))
                .withMessageContaining("chmod 600")
                .withMessageNotContaining("pw");
    }

    @Test
    void noFileNoPassword() {
        assertThat(new PasswordFile(folder.resolve("none")).find(ConnectionFields.parse("postgres://u@h/d")))
                .isEmpty();
    }
}
