package dev.countersign.signing.ssh;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the binary encoding of RFC 4251 section 5 strictly: every length is checked before it is used. */
final class WireReader {
    private static final int MAX_MPINT_BYTES = 2049;

    private final ByteBuffer in;
    private final String what;

    /**
     * @param bytes what to read
     * @param what a name for messages, for example "public key"
     */
    WireReader(byte[] bytes, String what) {
        this.in = ByteBuffer.wrap(bytes);
        this.what = what;
    }

    int u8() {
        need(1);
        return in.get() & 0xff;
    }

    long u32() {
        need(4);
        return in.getInt() & 0xffff_ffffL;
    }

    byte[] raw(int count) {
        need(count);
        byte[] out = new byte[count];
        in.get(out);
        return out;
    }

    byte[] bytes() {
        long length = u32();
        if (length > in.remaining()) {
            throw damaged("a length points behind the end");
        }
        return raw((int) length);
    }

    /** Names in SSH are printable US-ASCII; anything else is refused rather than guessed. */
    String name() {
        byte[] bytes = bytes();
        for (byte b : bytes) {
            if (b < 0x20 || b > 0x7e) {
                throw damaged("a name holds a byte that is not printable ASCII");
            }
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** A positive integer in its shortest form, as RFC 4251 demands. */
    BigInteger positive() {
        byte[] bytes = bytes();
        if (bytes.length == 0 || bytes.length > MAX_MPINT_BYTES || bytes[0] < 0) {
            throw damaged("a number is empty, negative or too long");
        }
        if (bytes[0] == 0 && (bytes.length == 1 || bytes[1] >= 0)) {
            throw damaged("a number is not in its shortest form");
        }
        return new BigInteger(bytes);
    }

    byte[] rest() {
        return raw(in.remaining());
    }

    void end() {
        if (in.hasRemaining()) {
            throw damaged(in.remaining() + " bytes too many");
        }
    }

    /** Overwrites what is being read; for private keys. */
    void wipe() {
        Arrays.fill(in.array(), (byte) 0);
    }

    private void need(int count) {
        if (in.remaining() < count) {
            throw damaged("it ends too early");
        }
    }

    private SshFormatException damaged(String why) {
        return new SshFormatException("The " + what + " is damaged: " + why + ".");
    }
}
