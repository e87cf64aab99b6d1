package dev.countersign.postgres.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import javax.net.SocketFactory;

/** Lets the PostgreSQL driver talk over a Unix socket. The driver makes it by name, with the socket's path as its argument; only our code names it. */
public final class UnixSocketFactory extends SocketFactory {
    private final Path path;

    public UnixSocketFactory(String path) {
        this.path = Path.of(path);
    }

    @Override
    public Socket createSocket() throws IOException {
        return new UnixSocket(path);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new UnknownHostException("only Unix sockets are made here");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw new UnknownHostException("only Unix sockets are made here");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new UnknownHostException("only Unix sockets are made here");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw new UnknownHostException("only Unix sockets are made here");
    }
}
