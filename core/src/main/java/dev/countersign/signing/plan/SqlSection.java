package dev.countersign.signing.plan;

import dev.countersign.signing.Digest;
import dev.countersign.signing.PlainText;
import dev.countersign.signing.manifest.StatementEntry.TextRange;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The sql section: each text under a comment line of ours. Names never enter those comments, so nothing can break out of
 * them. Undo texts follow behind all statements, last first.
 *
 * @param content the section's bytes
 * @param statements where each statement stands
 * @param undos where each undo text stands
 */
record SqlSection(byte[] content, List<TextRange> statements, List<Optional<TextRange>> undos) {

    /** @throws PlanFormatException when a text is empty or holds a character that may not stand in a plan file */
    static SqlSection of(List<PlanSql> sql) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<TextRange> statements = new ArrayList<>();
        int count = sql.size();
        for (int i = 0; i < count; i++) {
            statements.add(append(out, "statement " + (i + 1), count, sql.get(i).text()));
        }
        List<Optional<TextRange>> undos = new ArrayList<>(Collections.nCopies(count, Optional.empty()));
        for (int i = count - 1; i >= 0; i--) {
            String name = "undo of statement " + (i + 1);
            undos.set(i, sql.get(i).undo().map(text -> append(out, name, count, text)));
        }
        return new SqlSection(out.toByteArray(), List.copyOf(statements), List.copyOf(undos));
    }

    private static TextRange append(ByteArrayOutputStream out, String name, int count, String text) {
        PlainText.firstForbidden(text).ifPresent(found -> {
            throw new PlanFormatException(name + " holds " + found.describe()
                    + ", which a reader cannot see. Write it as an escape, for example E'\\r\\n' or U&\"\\202E\".");
        });
        if (text.isBlank()) {
            throw new PlanFormatException(name + " is empty.");
        }
        SecretScan.check(name, text);
        out.writeBytes(("-- " + name + " of " + count + "\n").getBytes(StandardCharsets.US_ASCII));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int at = out.size();
        out.writeBytes(bytes);
        out.write('\n');
        return new TextRange(at, bytes.length, Digest.of(bytes));
    }
}
