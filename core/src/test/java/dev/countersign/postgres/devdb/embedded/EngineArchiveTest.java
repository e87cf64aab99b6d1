package dev.countersign.postgres.devdb.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Archives of an engine as its library publishes them, and as the packaged program has them. */
@DisabledOnOs(OS.WINDOWS) // file modes and links
class EngineArchiveTest {
    private static final Map<String, String> FILES = Map.of(
            "bin/postgres", "the server", "share/postgresql/a.sample", "settings", "lib/libpq.so.5.18", "library");

    @TempDir
    Path folder;

    @Test
    void bothFormsUnpackToTheSameFiles() throws IOException {
        EngineArchive small = new EngineArchive(jarOf("postgres-linux-x86_64" + EngineArchive.SMALL, small(tar())));
        EngineArchive plain = new EngineArchive(jarOf("postgres-linux-x86_64" + EngineArchive.PLAIN, tar()));

        assertUnpacks(small, folder.resolve("small"));
        assertUnpacks(plain, folder.resolve("plain"));
        assertThat(plain.identity()).isNotEqualTo(small.identity()).hasSize(15);
    }

    @Test
    void theFormThatIsReadQuickestIsLookedForFirst() {
        assertThat(Platform.of("Linux", "amd64").resources())
                .containsExactly("postgres-linux-x86_64.tar", "postgres-linux-x86_64.txz");
    }

    private static void assertUnpacks(EngineArchive archive, Path into) throws IOException {
        Files.createDirectory(into);
        archive.unpack(into);
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            assertThat(into.resolve(file.getKey())).hasContent(file.getValue());
        }
        assertThat(into.resolve("bin/postgres")).isExecutable();
        assertThat(Files.isExecutable(into.resolve("share/postgresql/a.sample")))
                .isFalse();
        assertThat(Files.readSymbolicLink(into.resolve("lib/libpq.so"))).hasToString("libpq.so.5.18");
        assertThat(into.resolve("lib/libpq.a")).as("only compilers want it").doesNotExist();
    }

    private static byte[] tar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                write(tar, file.getKey(), file.getValue());
            }
            write(tar, "lib/libpq.a", "for compilers");
            TarArchiveEntry link = new TarArchiveEntry("lib/libpq.so", TarConstants.LF_SYMLINK);
            link.setLinkName("libpq.so.5.18");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static void write(TarArchiveOutputStream tar, String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setMode(name.startsWith("bin/") ? 0100755 : 0100644);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static byte[] small(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream xz = new XZOutputStream(bytes, new LZMA2Options())) {
            xz.write(content);
        }
        return bytes.toByteArray();
    }

    private URL jarOf(String name, byte[] content) throws IOException {
        Path jar = folder.resolve(name + ".jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        }
        return URI.create("jar:" + jar.toUri() + "!/" + name).toURL();
    }
}
