package dev.countersign.hcl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One HCL text and the name it is reported under.
 *
 * @param name what a message calls it, usually a file name
 * @param text the whole text, without a byte order mark
 */
public record HclSource(String name, String text) {

    /** The largest text that is read, in bytes. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** The largest schema that is read, in bytes; written from a database, one of ten thousand tables has a quarter of them. */
    public static final int MAX_SCHEMA_BYTES = 64 * MAX_BYTES;

    /** Drops a leading byte order mark, so that offsets count what a person sees. */
    public HclSource {
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
    }

    /**
     * Decodes a file's bytes.
     *
     * @throws HclException when there are more than {@link #MAX_BYTES} or they are not UTF-8
     */
    public static HclSource decode(String name, byte[] bytes) {
        return decode(name, bytes, MAX_BYTES);
    }

    /**
     * Decodes the bytes of a file that holds a schema.
     *
     * @throws HclException when there are more than {@link #MAX_SCHEMA_BYTES} or they are not UTF-8
     */
    public static HclSource decodeSchema(String name, byte[] bytes) {
        return decode(name, bytes, MAX_SCHEMA_BYTES);
    }

    private static HclSource decode(String name, byte[] bytes, int most) {
        HclSource empty = new HclSource(name, "");
        if (bytes.length > most) {
            throw new HclException(HclProblem.at(
                    empty.range(0, 0), "the file is " + bytes.length + " bytes long; at most " + most + " are read"));
        }
        try {
            var decoder = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            HclSource source =
                    new HclSource(name, decoder.decode(ByteBuffer.wrap(bytes)).toString());
            int nul = source.text.indexOf('\0');
            if (nul >= 0) {
                throw new HclException(HclProblem.at(
                        source.range(nul, nul + 1), "a NUL character means nothing in a file; remove it"));
            }
            return source;
        } catch (CharacterCodingException e) {
            throw new HclException(
                    List.of(HclProblem.at(empty.range(0, 0), "the file is not valid UTF-8; save it as UTF-8")), e);
        }
    }

    /** The range between two offsets (UTF-16 units, end exclusive), with the line and column of its start. */
    public SourceRange range(int start, int end) {
        int line = 1;
        int lineStart = 0;
        for (int i = text.indexOf('\n'); i >= 0 && i < start; i = text.indexOf('\n', i + 1)) {
            line++;
            lineStart = i + 1;
        }
        return new SourceRange(this, start, end, line, start - lineStart + 1);
    }

    /** The text of the line that contains the offset, without its line end. */
    String lineAt(int offset) {
        int from = text.lastIndexOf('\n', offset - 1) + 1;
        int to = text.indexOf('\n', offset);
        String line = text.substring(from, to < 0 ? text.length() : Math.max(from, to));
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /** Only the name: a text may hold what must not reach a log. */
    @Override
    public String toString() {
        return name;
    }
}
