package dev.countersign.postgres.plan;

import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.SequenceOptions;
import java.util.ArrayList;
import java.util.List;

/** Sequences as DDL. */
final class SequenceDdl {
    private SequenceDdl() {}

    static String create(Sequence sequence) {
        boolean unlogged = "unlogged".equals(sequence.attributes().get("persistence"));
        SequenceOptions wanted = sequence.options();
        String type = wanted.type().equals("bigint") ? "" : " AS " + wanted.type();
        return "CREATE " + (unlogged ? "UNLOGGED " : "") + "SEQUENCE " + Names.qualified(sequence.ref()) + type
                + options(wanted, defaults(wanted)) + ";";
    }

    /** What the server chooses for a sequence of that type and direction (documentation of {@code CREATE SEQUENCE}). */
    static SequenceOptions defaults(SequenceOptions wanted) {
        long max = ColumnDdl.defaults(wanted.type()).maxValue();
        return wanted.increment() > 0
                ? new SequenceOptions(wanted.type(), wanted.minValue(), 1, 1, max, 1, false)
                : new SequenceOptions(wanted.type(), wanted.maxValue(), 1, -max - 1, -1, 1, false);
    }

    /** The options that are not the default, each with a space in front. */
    static String options(SequenceOptions wanted, SequenceOptions usual) {
        SequenceOptions base = wanted.increment() > 0 ? usual : defaults(wanted);
        StringBuilder sql = new StringBuilder();
        long start = wanted.increment() > 0 ? wanted.minValue() : wanted.maxValue();
        if (wanted.start() != start) {
            sql.append(" START WITH ").append(wanted.start());
        }
        if (wanted.increment() != 1) {
            sql.append(" INCREMENT BY ").append(wanted.increment());
        }
        if (wanted.minValue() != base.minValue()) {
            sql.append(" MINVALUE ").append(wanted.minValue());
        }
        if (wanted.maxValue() != base.maxValue()) {
            sql.append(" MAXVALUE ").append(wanted.maxValue());
        }
        if (wanted.cache() != 1) {
            sql.append(" CACHE ").append(wanted.cache());
        }
        if (wanted.cycle()) {
            sql.append(" CYCLE");
        }
        return sql.toString();
    }

    /** The options that differ. */
    static List<String> changes(SequenceOptions old, SequenceOptions wanted) {
        List<String> parts = new ArrayList<>();
        if (!old.type().equals(wanted.type())) {
            parts.add("AS " + wanted.type());
        }
        if (old.increment() != wanted.increment()) {
            parts.add("INCREMENT BY " + wanted.increment());
        }
        // a change of type moves the limits by itself, so they are said again
        boolean retyped = !old.type().equals(wanted.type());
        if (old.minValue() != wanted.minValue() || retyped) {
            parts.add("MINVALUE " + wanted.minValue());
        }
        if (old.maxValue() != wanted.maxValue() || retyped) {
            parts.add("MAXVALUE " + wanted.maxValue());
        }
        if (old.start() != wanted.start()) {
            parts.add("START WITH " + wanted.start());
        }
        if (old.cache() != wanted.cache()) {
            parts.add("CACHE " + wanted.cache());
        }
        if (old.cycle() != wanted.cycle()) {
            parts.add(wanted.cycle() ? "CYCLE" : "NO CYCLE");
        }
        return parts;
    }

    /** A counter that may still stand where it began, outside the new limits, has to begin anew. */
    static boolean startsOutside(SequenceOptions old, SequenceOptions wanted) {
        return old.start() < wanted.minValue() || old.start() > wanted.maxValue();
    }

    static List<String> alter(Sequence before, Sequence after) {
        List<String> sql = new ArrayList<>();
        List<String> parts = changes(before.options(), after.options());
        if (startsOutside(before.options(), after.options())) {
            parts.add("RESTART");
        }
        if (!parts.isEmpty()) {
            sql.add("ALTER SEQUENCE " + Names.qualified(after.ref()) + " " + String.join(" ", parts) + ";");
        }
        if (!before.attributes().equals(after.attributes())) {
            boolean unlogged = "unlogged".equals(after.attributes().get("persistence"));
            sql.add("ALTER SEQUENCE " + Names.qualified(after.ref()) + " SET " + (unlogged ? "UNLOGGED" : "LOGGED")
                    + ";");
        }
        return sql;
    }

    static String free(Sequence sequence) {
        return "ALTER SEQUENCE " + Names.qualified(sequence.ref()) + " OWNED BY NONE;";
    }

    static String own(Sequence sequence) {
        return "ALTER SEQUENCE " + Names.qualified(sequence.ref()) + " OWNED BY "
                + sequence.ownedBy()
                        .map(c -> Names.table(c) + "." + Names.own(c))
                        .orElse("NONE")
                + ";";
    }
}
