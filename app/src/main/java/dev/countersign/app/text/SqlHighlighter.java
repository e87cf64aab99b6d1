package dev.countersign.app.text;

import dev.countersign.app.text.SqlSpan.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts SQL text into pieces for the eye. It understands no grammar and never fails: what it does not know is plain. */
public final class SqlHighlighter {
    private static final Set<String> KEYWORDS = Set.of(
            ("add after all alter always and as asc atomic attach before begin between by cache cascade case cast check cluster "
                            + "collate column comment commit concurrently constraint create cross current_date current_timestamp "
                            + "current_user cycle data database declare default deferrable deferred delete desc detach disable distinct "
                            + "do domain drop each else elsif enable end enum exception exclude execute exists explain extension false "
                            + "fetch filter first for force foreign from full function generated grant group having identity if immutable "
                            + "in include increment index inherits initially inner insert instead into invoker is isnull join key "
                            + "language last lateral left like limit loop match materialized maxvalue minvalue natural new no not "
                            + "notnull null nulls of offset old on only option or order outer over owner parallel partition plpgsql policy "
                            + "primary privileges procedure raise range references refresh rename replace restrict return returning "
                            + "returns revoke right role rollback row rows rule safe schema security select sequence session set "
                            + "setof stable start statement statistics stored strict table tablespace temporary then to transaction "
                            + "trigger true truncate type union unique unlogged update using valid validate values view virtual "
                            + "volatile when where while with without")
                    .split(" "));
    private static final Set<String> TYPES = Set.of(
            ("bigint bigserial bit bool boolean box bpchar bytea char character cidr citext date decimal double float float4 "
                            + "float8 inet int int2 int4 int8 integer interval json jsonb line money numeric oid point precision real "
                            + "record regclass serial smallint smallserial text time timestamp timestamptz timetz tsquery tsvector "
                            + "uuid varchar varying void xml zone")
                    .split(" "));

    /** The pieces of the text in order; together they cover all of it. */
    public List<SqlSpan> spans(String sql) {
        List<SqlSpan> spans = new ArrayList<>();
        int at = 0;
        while (at < sql.length()) {
            int end = end(sql, at);
            add(spans, at, end, kind(sql, at, end));
            at = end;
        }
        return spans;
    }

    private static int end(String sql, int at) {
        char c = sql.charAt(at);
        if (sql.startsWith("--", at)) {
            return until(sql, "\n", at, 0);
        }
        if (sql.startsWith("/*", at)) {
            return until(sql, "*/", at + 2, 2);
        }
        if (c == '\'') {
            return until(sql, "'", at + 1, 1);
        }
        if (c == '"') {
            return until(sql, "\"", at + 1, 1);
        }
        int end = at + 1;
        if (Character.isJavaIdentifierStart(c) && c != '$') {
            while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
                end++;
            }
        } else if (Character.isDigit(c)) {
            while (end < sql.length() && (Character.isDigit(sql.charAt(end)) || sql.charAt(end) == '.')) {
                end++;
            }
        }
        return end;
    }

    private static int until(String sql, String what, int from, int length) {
        int found = sql.indexOf(what, from);
        return found < 0 ? sql.length() : found + length;
    }

    private static Kind kind(String sql, int start, int end) {
        char c = sql.charAt(start);
        if (sql.startsWith("--", start) || sql.startsWith("/*", start)) {
            return Kind.COMMENT;
        }
        if (c == '\'' || Character.isDigit(c)) {
            return Kind.LITERAL;
        }
        if (!Character.isJavaIdentifierStart(c) || qualified(sql, start, end)) {
            return Kind.PLAIN;
        }
        String word = sql.substring(start, end).toLowerCase(Locale.ROOT);
        if (TYPES.contains(word)) {
            return Kind.TYPE;
        }
        return KEYWORDS.contains(word) ? Kind.KEYWORD : Kind.PLAIN;
    }

    /** A word beside a dot is part of a name, whatever it says. */
    private static boolean qualified(String sql, int start, int end) {
        return start > 0 && sql.charAt(start - 1) == '.' || end < sql.length() && sql.charAt(end) == '.';
    }

    private static void add(List<SqlSpan> spans, int start, int end, Kind kind) {
        if (!spans.isEmpty() && spans.getLast().kind() == kind) {
            SqlSpan last = spans.removeLast();
            spans.add(new SqlSpan(last.start(), end, kind));
        } else {
            spans.add(new SqlSpan(start, end, kind));
        }
    }
}
