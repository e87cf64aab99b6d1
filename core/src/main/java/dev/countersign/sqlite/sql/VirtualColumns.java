package dev.countersign.sqlite.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the arguments of a virtual table say of its columns, for the modules of SQLite itself that keep rows: {@code fts3}, {@code fts4}, {@code fts5} and
 * {@code rtree} with its kin.
 *
 * @param module the module's name in small letters
 * @param columns names in order
 * @param options what is written as {@code name = value}, by the name in small letters, with the value as written
 */
public record VirtualColumns(String module, List<String> columns, Map<String, String> options) {
    private static final Set<String> FULL_TEXT = Set.of("fts3", "fts4", "fts5");
    private static final Set<String> TREES = Set.of("rtree", "rtree_i32");
    private static final String CONTENT = "content";

    public VirtualColumns {
        columns = List.copyOf(columns);
        options = Map.copyOf(options);
    }

    /** The columns, or empty for any other module and for arguments that are no columns. */
    public static Optional<VirtualColumns> of(VirtualText text) {
        String module = Token.fold(text.module());
        if (!FULL_TEXT.contains(module) && !TREES.contains(module)) {
            return Optional.empty();
        }
        List<String> columns = new ArrayList<>();
        Map<String, String> options = new TreeMap<>();
        for (List<Token> argument : arguments(text.arguments())) {
            Optional<String> option = option(module, argument);
            if (option.isPresent()) {
                StringBuilder value = new StringBuilder();
                argument.stream()
                        .skip(argument.size() > 1 && argument.get(1).isSign("=") ? 2 : 1)
                        .forEach(t -> value.append(t.text()));
                options.put(option.get(), value.toString());
            } else {
                // auxiliary columns of an R*Tree begin with a plus sign
                Token name =
                        argument.getFirst().isSign("+") && argument.size() > 1 ? argument.get(1) : argument.getFirst();
                if (!name.canName()) {
                    return Optional.empty();
                }
                columns.add(name.name());
            }
        }
        return columns.isEmpty() ? Optional.empty() : Optional.of(new VirtualColumns(module, columns, options));
    }

    private static List<List<Token>> arguments(String text) {
        List<List<Token>> arguments = new ArrayList<>();
        List<Token> argument = new ArrayList<>();
        for (Token token : Lexer.tokens(text)) {
            if (token.isSign(",")) {
                arguments.add(argument);
                argument = new ArrayList<>();
            } else {
                argument.add(token);
            }
        }
        arguments.add(argument);
        return arguments.stream().filter(a -> !a.isEmpty()).toList();
    }

    private static Optional<String> option(String module, List<Token> argument) {
        boolean assigned = argument.size() > 1 && argument.get(1).isSign("=");
        boolean tokenizer = !module.equals("fts5")
                && argument.size() > 1
                && argument.getFirst().is("tokenize");
        return TREES.contains(module) || !(assigned || tokenizer)
                ? Optional.empty()
                : Optional.of(Token.fold(argument.getFirst().text()));
    }

    /** Whether the text is in another table, from which the index can be built again. */
    public boolean indexesAnother() {
        return options.containsKey(CONTENT) && !isContentless();
    }

    /** The other table. */
    public Optional<String> content() {
        return indexesAnother() ? name(CONTENT) : Optional.empty();
    }

    /** The column by which the rows of the other table are numbered, where it is said. */
    public Optional<String> contentRowid() {
        return name("content_rowid");
    }

    private Optional<String> name(String option) {
        return Lexer.tokens(options.getOrDefault(option, "")).stream()
                .findFirst()
                .filter(Token::canName)
                .map(Token::name);
    }

    /** Whether the rows can be read back as a whole; the language of a row is not among its columns. */
    public boolean holdsRows() {
        return !isContentless() && !options.containsKey("languageid");
    }

    private boolean isContentless() {
        String content = options.getOrDefault(CONTENT, "-");
        return content.equals("''") || content.equals("\"\"") || content.isEmpty();
    }

    /** The column that is the row's number; full-text tables have none. */
    public Optional<String> keyColumn() {
        return TREES.contains(module) ? Optional.of(columns.getFirst()) : Optional.empty();
    }
}
