package dev.countersign.postgres.devdb.embedded;

import dev.countersign.progress.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The built-in engine as an ordinary server with TCP and passwords, for tests that need one of the user's servers. */
public final class LoopbackServer implements AutoCloseable {
    private final EngineProcess engine;
    private final int port;

    /** @param hba lines of pg_hba.conf for TCP connections */
    public LoopbackServer(String hba) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path folder = Files.createTempDirectory("countersign-");
        EngineUser user = EngineUser.choose(folder);
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Path cache = new EngineCache(
                        System.getenv(),
                        Path.of(System.getProperty("user.home")),
                        temporary,
                        user.name().isPresent())
                .folder();
        EngineFiles files = EngineFiles.prepare(Platform.current(), cache, user, Progress.none());
        Files.writeString(folder.resolve("hba"), hba);
        Files.writeString(folder.resolve("ident"), "");
        user.own(folder.resolve("hba"));
        user.own(folder.resolve("ident"));
        user.own(folder);
        engine = EngineProcess.start(
                files,
                Platform.current(),
                user,
                folder,
                List.of(
                        "listen_addresses=127.0.0.1",
                        "port=" + port,
                        "unix_socket_directories=",
                        "fsync=off",
                        "log_min_messages=log"),
                4L << 20);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        engine.close();
    }
}
