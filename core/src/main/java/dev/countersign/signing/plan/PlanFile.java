package dev.countersign.signing.plan;

import dev.countersign.signing.Digest;
import dev.countersign.signing.PlainText;
import dev.countersign.signing.SigningException;
import dev.countersign.signing.json.StrictJson;
import dev.countersign.signing.manifest.Manifest;
import dev.countersign.signing.manifest.PolicyFacts.VariableValue;
import dev.countersign.signing.manifest.StatementEntry;
import dev.countersign.signing.manifest.StatementEntry.TextRange;
import dev.countersign.signing.record.SignedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A plan file in memory: the plan part, whose digest is the plan's name, and the signed records behind it. Immutable.
 * Reading checks the frame only (V1); whether the content may be trusted is the verifier's question.
 */
public final class PlanFile {
    /** Largest file, in bytes. */
    public static final int MAX_BYTES = 32 * 1024 * 1024;

    /** Most records in one file; each costs a signature check. */
    public static final int MAX_RECORDS = 2000;

    private static final String MAGIC = "schema-plan/1 ";
    static final int HEADER_BYTES = MAGIC.length() + 9;

    private final byte[] planPart;
    private final byte[] manifest;
    private final byte[] sql;
    private final List<SignedRecord> records;

    private PlanFile(byte[] planPart, byte[] manifest, byte[] sql, List<SignedRecord> records) {
        this.planPart = planPart;
        this.manifest = manifest;
        this.sql = sql;
        this.records = List.copyOf(records);
    }

    /**
     * Makes a plan file without records.
     *
     * @param draft the manifest; its statements are unplaced, one for each text
     * @param texts the statements' texts in order
     * @return the file, to which {@link #with} adds the author's seal
     * @throws PlanFormatException when a text cannot be in a plan file, or a variable is sensitive
     */
    public static PlanFile assemble(Manifest draft, List<PlanSql> texts) {
        if (draft.statements().size() != texts.size()) {
            throw new PlanFormatException("The manifest describes "
                    + draft.statements().size() + " statements, but there are " + texts.size() + " texts.");
        }
        for (VariableValue variable : draft.policy().variables()) {
            if (variable.sensitive()) {
                throw new PlanFormatException("Variable " + variable.name()
                        + " is sensitive and a plan must not hold secrets. Use a variable that is not sensitive.");
            }
        }
        SqlSection section = SqlSection.of(texts);
        List<StatementEntry> placed = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            placed.add(draft.statements()
                    .get(i)
                    .placed(i + 1, section.statements().get(i), section.undos().get(i)));
        }
        byte[] manifest = new StrictJson().write(draft.withStatements(placed));
        SecretScan.check("The manifest", new String(manifest, StandardCharsets.UTF_8));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        section(body, "manifest", manifest);
        section(body, "sql", section.content());
        int size = HEADER_BYTES + body.size();
        limit(size);
        ByteArrayOutputStream part = new ByteArrayOutputStream(size);
        part.writeBytes((MAGIC + String.format(Locale.ROOT, "%08d", size) + "\n").getBytes(StandardCharsets.US_ASCII));
        part.writeBytes(body.toByteArray());
        return new PlanFile(part.toByteArray(), manifest, section.content(), List.of());
    }

    /**
     * Reads a file once into memory.
     *
     * @throws SigningException when it cannot be read
     * @throws PlanFormatException when it is not a plan file
     */
    public static PlanFile read(Path path) {
        return parse(bytes(path));
    }

    /** The bytes of a file, at most one more than a plan file may have. */
    public static byte[] bytes(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new SigningException("There is no plan file " + path + ".", e);
        } catch (IOException e) {
            throw new SigningException(
                    "The plan " + path + " cannot be read (" + e.getClass().getSimpleName()
                            + "); check its permissions.",
                    e);
        }
    }

    /**
     * Takes the frame apart.
     *
     * @throws PlanFormatException when any byte is not where it should be
     */
    public static PlanFile parse(byte[] file) {
        limit(file.length);
        try {
            PlainText.decode(file);
        } catch (SigningException e) {
            throw new PlanFormatException("The file is damaged: " + e.getMessage(), e);
        }
        int size = header(file);
        Frame frame = new Frame(file, HEADER_BYTES);
        byte[] manifest = frame.section("manifest");
        byte[] sql = frame.section("sql");
        if (frame.at() != size) {
            throw new PlanFormatException("The file is damaged: the plan part ends at byte " + frame.at()
                    + ", the first line says " + size + ".");
        }
        Set<SignedRecord> records = new LinkedHashSet<>();
        while (frame.more()) {
            byte[] text = frame.section("record");
            records.add(new SignedRecord(text, frame.section("signature")));
            if (records.size() > MAX_RECORDS) {
                throw new PlanFormatException("The file holds more than " + MAX_RECORDS + " records.");
            }
        }
        return new PlanFile(Arrays.copyOf(file, size), manifest, sql, List.copyOf(records));
    }

    private static int header(byte[] file) {
        String line = new String(file, 0, Math.min(file.length, HEADER_BYTES), StandardCharsets.US_ASCII);
        if (!line.matches(MAGIC + "[0-9]{8}\n")) {
            throw new PlanFormatException(
                    line.startsWith("schema-plan/") && !line.startsWith(MAGIC)
                            ? "The file is of a version that this program does not know: "
                                    + line.lines().findFirst().orElse("") + "."
                            : "This is not a plan file: it does not begin with \"" + MAGIC + "\" and a byte count.");
        }
        return Integer.parseInt(line.substring(MAGIC.length(), HEADER_BYTES - 1));
    }

    private static void limit(int size) {
        if (size > MAX_BYTES) {
            throw new PlanFormatException("The plan is larger than 32 MiB. Split it into several plans.");
        }
    }

    private static void section(ByteArrayOutputStream out, String name, byte[] content) {
        out.writeBytes(("@@ " + name + " " + content.length + "\n").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(content);
        out.write('\n');
    }

    /** The file's bytes. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(planPart);
        for (SignedRecord record : records) {
            section(out, "record", record.text());
            section(out, "signature", record.signature());
        }
        return out.toByteArray();
    }

    /** The plan's name: SHA-256 of the plan part. Records never change it. */
    public Digest digest() {
        return Digest.of(planPart);
    }

    /** The records in file order. */
    public List<SignedRecord> records() {
        return records;
    }

    /** The manifest's exact bytes. */
    public byte[] manifestBytes() {
        return manifest.clone();
    }

    /** The sql section's exact bytes, comment lines included. */
    public byte[] sqlBytes() {
        return sql.clone();
    }

    /** The sql section for reading. */
    public String sql() {
        return new String(sql, StandardCharsets.UTF_8);
    }

    /**
     * Reads the manifest (V2).
     *
     * @throws dev.countersign.signing.json.JsonFormatException when anything is wrong with it
     */
    public Manifest manifest() {
        return new StrictJson().read(manifest, Manifest.class, "manifest");
    }

    /**
     * The exact text of a range of the sql section.
     *
     * @throws PlanFormatException when the range is outside the section
     */
    public String text(TextRange range) {
        if (range.at() < 0 || range.bytes() < 0 || (long) range.at() + range.bytes() > sql.length) {
            throw new PlanFormatException("A text is said to stand outside the sql section.");
        }
        return new String(sql, range.at(), range.bytes(), StandardCharsets.UTF_8);
    }

    /** This file with one more record; the same record twice is once. */
    public PlanFile with(SignedRecord record) {
        Set<SignedRecord> all = new LinkedHashSet<>(records);
        all.add(record);
        return withRecords(all);
    }

    /**
     * This file with the records of another copy, as a set union.
     *
     * @throws PlanFormatException when the other file is another plan
     */
    public PlanFile merge(PlanFile other) {
        if (!Arrays.equals(planPart, other.planPart)) {
            throw new PlanFormatException("These are different plans: " + digest().brief() + "… and "
                    + other.digest().brief() + "….");
        }
        Set<SignedRecord> all = new LinkedHashSet<>(records);
        all.addAll(other.records);
        return withRecords(all);
    }

    private PlanFile withRecords(Set<SignedRecord> all) {
        PlanFile made = new PlanFile(planPart, manifest, sql, List.copyOf(all));
        limit(made.bytes().length);
        return made;
    }

    /**
     * Writes the file so that there is always either the old or the new content, never through a symbolic link.
     *
     * @throws PlanFormatException when it cannot be written
     */
    public void write(Path path) {
        AtomicFile.write(path, bytes());
    }
}
