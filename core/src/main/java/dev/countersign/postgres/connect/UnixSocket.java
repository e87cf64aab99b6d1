package dev.countersign.postgres.connect;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A {@link Socket} over a Unix domain socket, as far as the PostgreSQL driver needs one: streams, read timeout, close from another thread. The channel is
 * never in blocking mode, so an interrupted thread does not lose its connection.
 */
final class UnixSocket extends Socket {
    private final Path path;
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private volatile boolean connected;
    private volatile int readTimeoutMillis;

    UnixSocket(Path path) throws IOException {
        this.path = path;
        this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        this.readable = Selector.open();
        this.writable = Selector.open();
    }

    @Override
    public void connect(SocketAddress ignored) throws IOException {
        connect(ignored, 0);
    }

    /** The driver passes host and port, which mean nothing here. */
    @Override
    public void connect(SocketAddress ignored, int timeoutMillis) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(path));
        channel.configureBlocking(false);
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
        connected = true;
    }

    @Override
    public InputStream getInputStream() {
        return new In();
    }

    @Override
    public OutputStream getOutputStream() {
        return new Out();
    }

    /** Waits until the channel is ready; zero waits for ever. An interrupt is kept for the caller and does not end the wait. */
    private boolean await(Selector selector, long timeoutMillis) throws IOException {
        boolean interrupted = false;
        try {
            long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
            while (true) {
                interrupted |= Thread.interrupted();
                long left = timeoutMillis == 0 ? 0 : (deadline - System.nanoTime() + 999_999L) / 1_000_000L;
                if (timeoutMillis != 0 && left <= 0) {
                    return false;
                }
                int ready = selector.select(left);
                selector.selectedKeys().clear();
                if (ready > 0) {
                    return true;
                }
                if (isClosed()) {
                    throw new SocketException("Socket closed");
                }
            }
        } catch (ClosedSelectorException e) {
            SocketException closed = new SocketException("Socket closed");
            closed.initCause(e);
            throw closed;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        try (readable;
                writable) {
            channel.close();
        }
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void setSoTimeout(int millis) {
        readTimeoutMillis = millis;
    }

    @Override
    public int getSoTimeout() {
        return readTimeoutMillis;
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // there is no TCP underneath
    }

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {
        // the other end is on this machine
    }

    @Override
    public boolean getKeepAlive() {
        return false;
    }

    @Override
    public void setSoLinger(boolean on, int linger) {
        // nothing lingers on this machine
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public String toString() {
        return "UnixSocket";
    }

    private final class In extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (true) {
                int count = channel.read(buffer);
                if (count != 0) {
                    return count;
                }
                if (!await(readable, readTimeoutMillis)) {
                    throw new SocketTimeoutException("Read timed out");
                }
            }
        }

        @Override
        public int available() {
            return 0;
        }

        @Override
        public void close() throws IOException {
            UnixSocket.this.close();
        }
    }

    private final class Out extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                int count = channel.write(buffer);
                if (count < 0) {
                    throw new EOFException("Socket closed");
                }
                if (count == 0) {
                    await(writable, 0);
                }
            }
        }

        @Override
        public void close() throws IOException {
            UnixSocket.this.close();
        }
    }
}
