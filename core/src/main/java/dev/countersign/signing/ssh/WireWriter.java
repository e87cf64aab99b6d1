package dev.countersign.signing.ssh;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes the binary encoding of RFC 4251 section 5. */
final class WireWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    WireWriter u8(int value) {
        out.write(value);
        return this;
    }

    WireWriter u32(long value) {
        return raw(ByteBuffer.allocate(4).putInt((int) value).array());
    }

    WireWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    WireWriter bytes(byte[] bytes) {
        return u32(bytes.length).raw(bytes);
    }

    WireWriter name(String name) {
        return bytes(name.getBytes(StandardCharsets.US_ASCII));
    }

    WireWriter number(BigInteger value) {
        return bytes(value.toByteArray());
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
