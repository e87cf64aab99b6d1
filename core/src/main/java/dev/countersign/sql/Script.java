package dev.countersign.sql;

import dev.countersign.sql.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** SQL text cut into statements. Any text is a script; what cannot be understood is a statement that the engine will refuse. */
public final class Script {
    private static final String DELIMITER_DIRECTIVE = "-- atlas:delimiter ";

    private final String text;
    private final List<Token> tokens;
    private final List<ScriptStatement> statements;
    private final List<Directive> fileDirectives;
    private final int[] lineStarts;

    private Script(String text, Syntax syntax) {
        this.text = text;
        this.lineStarts = lineStarts(text);
        this.tokens = Lexer.tokens(text, delimiter(text), syntax);
        this.fileDirectives = readFileDirectives();
        this.statements = split();
    }

    /** Cuts the text by the standard's lexical rules. */
    public static Script parse(String text) {
        return new Script(text, Syntax.standard());
    }

    /** Cuts the text by a product's lexical rules. */
    public static Script parse(String text, Syntax syntax) {
        return new Script(text, syntax);
    }

    public String text() {
        return text;
    }

    /** All tokens; together they are the text. */
    public List<Token> tokens() {
        return tokens;
    }

    /** The statements in order; empty ones (only comments) are left out. */
    public List<ScriptStatement> statements() {
        return statements;
    }

    /** The directives in the run of comment lines that opens the file and is followed by an empty line (or by nothing). */
    public List<Directive> fileDirectives() {
        return fileDirectives;
    }

    /** The file directives of this name. */
    public List<Directive> fileDirectives(String name) {
        return fileDirectives.stream().filter(d -> d.name().equals(name)).toList();
    }

    /** Every directive of the text, in order, with what it stands at. */
    public List<DirectiveUse> directives() {
        List<DirectiveUse> found = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (Directive directive : fileDirectives) {
            seen.add(directive.offset());
            found.add(new DirectiveUse(directive, DirectiveUse.Place.FILE, Optional.empty()));
        }
        int opening = openingLines();
        for (Token token : tokens) {
            if (token.kind() == Kind.COMMENT && !seen.contains(token.offset())) {
                Directive.parse(token.in(text), token.offset(), line(token.offset()))
                        .ifPresent(d -> found.add(placed(d, opening)));
            }
        }
        found.sort(Comparator.comparingInt(use -> use.directive().offset()));
        return List.copyOf(found);
    }

    private DirectiveUse placed(Directive directive, int opening) {
        Optional<ScriptStatement> next =
                statements.stream().filter(s -> s.end() > directive.offset()).findFirst();
        DirectiveUse.Place place = DirectiveUse.Place.DETACHED;
        if (next.isPresent() && next.get().offset() <= directive.offset()) {
            place = DirectiveUse.Place.INSIDE;
        } else if (!Directive.countsAbove(
                text.substring(directive.offset(), directive.offset() + directive.length()))) {
            place = DirectiveUse.Place.SPACED;
        } else if (next.isPresent() && next.get().directives().contains(directive)) {
            place = directive.offset() < opening ? DirectiveUse.Place.FIRST_STATEMENT : DirectiveUse.Place.STATEMENT;
        }
        return new DirectiveUse(directive, place, next);
    }

    /** Where the run of comment lines that opens the text ends. */
    private int openingLines() {
        int offset = 0;
        for (String raw : text.split("\n", -1)) {
            if (!raw.startsWith("--") && !raw.startsWith("#")) {
                return offset;
            }
            offset += raw.length() + 1;
        }
        return offset;
    }

    /** Lines for psql, which are skipped. */
    public List<ScriptStatement> metaCommands() {
        return statements.stream()
                .filter(s -> s.kind() == ScriptStatement.Kind.META_COMMAND)
                .toList();
    }

    /** A quote or comment that is still open at the end of the text. */
    public Optional<Token> unterminated() {
        return tokens.stream()
                .filter(t -> !t.terminated() && t.kind() != Kind.COPY_DATA)
                .findFirst();
    }

    /** Line of a character, from 1. */
    public int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** Column of a character, from 1, in characters. */
    public int column(int offset) {
        return offset - lineStarts[line(offset) - 1] + 1;
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    /** Only the very first line may set it. */
    private static String delimiter(String text) {
        if (!text.startsWith(DELIMITER_DIRECTIVE)) {
            return ";";
        }
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        String value = line.substring(DELIMITER_DIRECTIVE.length())
                .stripTrailing()
                .replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\t", "\t");
        return value.isEmpty() ? ";" : value;
    }

    private List<ScriptStatement> split() {
        List<ScriptStatement> found = new ArrayList<>();
        boolean customDelimiter = !delimiter(text).equals(";");
        // the line that sets the delimiter usually holds it
        int i = customDelimiter ? firstTokenAfterLine() : 0;
        int start = i;
        for (; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Kind.META_COMMAND) {
                add(found, start, i);
                add(found, i, i + 1);
                start = i + 1;
            } else if (token.kind() == Kind.DELIMITER) {
                int data = copyDataAfter(i);
                add(found, start, data < 0 ? i : data + 1);
                i = data < 0 ? i : data;
                start = i + 1;
            }
        }
        add(found, start, tokens.size());
        return List.copyOf(found);
    }

    private int firstTokenAfterLine() {
        int end = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
        int i = 0;
        while (i < tokens.size() && tokens.get(i).offset() < end) {
            i++;
        }
        return i;
    }

    private int copyDataAfter(int delimiterIndex) {
        for (int i = delimiterIndex + 1; i < Math.min(tokens.size(), delimiterIndex + 3); i++) {
            if (tokens.get(i).kind() == Kind.COPY_DATA) {
                return i;
            }
        }
        return -1;
    }

    /** Adds the tokens from (inclusive) to (exclusive) as a statement unless they are only whitespace and comments. */
    private void add(List<ScriptStatement> found, int from, int to) {
        int first = from;
        while (first < to && !tokens.get(first).significant()) {
            first++;
        }
        int last = to - 1;
        while (last >= first && !tokens.get(last).significant()) {
            last--;
        }
        if (first > last) {
            return;
        }
        List<Token> own = tokens.subList(first, last + 1);
        int offset = own.getFirst().offset();
        int end = own.getLast().end();
        Kind endsWith = own.getLast().kind();
        ScriptStatement.Kind kind = endsWith == Kind.META_COMMAND
                ? ScriptStatement.Kind.META_COMMAND
                : endsWith == Kind.COPY_DATA ? ScriptStatement.Kind.COPY_DATA : ScriptStatement.Kind.SQL;
        found.add(new ScriptStatement(
                found.size(),
                kind,
                offset,
                end - offset,
                line(offset),
                text.substring(offset, end),
                own,
                directivesAbove(first)));
    }

    /** Directives in the comments that touch the statement: an empty line, or standing behind something on the same line, detaches. */
    private List<Directive> directivesAbove(int firstToken) {
        List<Directive> above = new ArrayList<>();
        for (int i = firstToken - 1; i >= 0; i--) {
            Token token = tokens.get(i);
            if (token.kind() == Kind.WHITESPACE) {
                if (token.in(text).chars().filter(c -> c == '\n').count() > 1) {
                    break;
                }
            } else if (token.kind() == Kind.COMMENT && startsItsLine(i)) {
                Directive.parse(token.in(text), token.offset(), line(token.offset()))
                        .filter(d -> Directive.countsAbove(token.in(text)))
                        .ifPresent(d -> above.addFirst(d));
            } else {
                break;
            }
        }
        return above;
    }

    private boolean startsItsLine(int tokenIndex) {
        int lineStart = lineStarts[line(tokens.get(tokenIndex).offset()) - 1];
        return text.substring(lineStart, tokens.get(tokenIndex).offset()).isBlank();
    }

    private List<Directive> readFileDirectives() {
        List<Directive> found = new ArrayList<>();
        int offset = 0;
        int number = 1;
        for (String raw : text.split("\n", -1)) {
            String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
            if (line.startsWith("--") || line.startsWith("#")) {
                Directive.parse(line, offset, number).ifPresent(found::add);
            } else if (line.isBlank()) {
                return List.copyOf(found);
            } else {
                return List.of();
            }
            offset += raw.length() + 1;
            number++;
        }
        return List.copyOf(found);
    }
}
