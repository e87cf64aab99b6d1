package dev.countersign.sql;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.util.TablesNamesFinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what a statement does and to which tables, for the editor. Asks JSqlParser first and falls back to the words of the statement, so there is always
 * an answer.
 */
public final class StatementClassifier {
    private static final Logger LOG = LoggerFactory.getLogger(StatementClassifier.class);

    /**
     * What a statement is about.
     *
     * @param head what its first words say
     * @param objects what it names: the main object first, then every table that it reads or writes when it could be parsed
     * @param parsed whether the grammar understood all of it; false is no error
     */
    public record Classification(StatementHead head, List<QualifiedName> objects, boolean parsed) {
        public Classification {
            objects = List.copyOf(objects);
        }
    }

    /** Never fails. */
    public Classification classify(ScriptStatement statement) {
        StatementHead head = StatementHead.of(statement);
        Stream<QualifiedName> main = Stream.concat(head.name().stream(), head.table().stream());
        if (statement.kind() != ScriptStatement.Kind.SQL) {
            return new Classification(head, main.toList(), false);
        }
        try {
            Statement parsed = CCJSqlParserUtil.parse(statement.text());
            Set<String> tables = tables(parsed);
            List<QualifiedName> objects = Stream.concat(main, tables.stream().flatMap(t -> name(t).stream()))
                    .distinct()
                    .toList();
            return new Classification(head, objects, true);
        } catch (JSQLParserException | RuntimeException | StackOverflowError notUnderstood) {
            LOG.debug("classified by its words: {}", head.title());
            return new Classification(head, main.toList(), false);
        }
    }

    private static Set<String> tables(Statement parsed) {
        try {
            return new TablesNamesFinder<Void>().getTables(parsed);
        } catch (UnsupportedOperationException noTables) {
            return Set.of();
        }
    }

    private static Optional<QualifiedName> name(String written) {
        return new TokenCursor(written, Lexer.tokens(written)).name();
    }
}
