package dev.countersign.source;

import dev.countersign.connect.ConnectionContext;
import dev.countersign.connect.ConnectionException;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.LiveDatabase;
import dev.countersign.hcl.HclValue;
import dev.countersign.policy.OutsideException;
import dev.countersign.policy.SqlQuery;
import dev.countersign.progress.CountersignException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Asks live databases for values; the connections can do nothing but read. */
public final class LiveQueries {
    private static final int MAX_ROWS = 10_000;

    private final List<Dialect> dialects;
    private final ConnectionContext context;
    private final Duration limit;

    /**
     * @param dialects every known dialect
     * @param context what connecting may use
     * @param limit how long a query may take
     */
    public LiveQueries(List<Dialect> dialects, ConnectionContext context, Duration limit) {
        this.dialects = List.copyOf(dialects);
        this.context = context;
        this.limit = limit;
    }

    /**
     * The values of the query's only column, or its rows as objects.
     *
     * @throws OutsideException when they cannot be had
     */
    public List<HclValue> ask(SqlQuery query) {
        String scheme = Sources.scheme(query.url());
        Dialect dialect = dialects.stream()
                .filter(d -> d.accepts(scheme))
                .findFirst()
                .orElseThrow(() -> new OutsideException("its url is no database URL that is known here"));
        QueryParameters sql = QueryParameters.in(query.sql());
        if (!query.arguments().isEmpty() && sql.count() != query.arguments().size()
                || sql.numbered() && query.arguments().isEmpty()) {
            throw new OutsideException("the query has " + sql.count() + " parameters and args has "
                    + query.arguments().size() + " values");
        }
        try (LiveDatabase database = dialect.address(dialect.absolute(query.url(), query.directory()))
                        .connect(context);
                Connection connection = open(database);
                PreparedStatement statement = connection.prepareStatement(sql.text())) {
            statement.setQueryTimeout((int) limit.toSeconds());
            statement.setMaxRows(MAX_ROWS + 1);
            List<Integer> order =
                    sql.numbered() ? sql.order() : inOrder(query.arguments().size());
            for (int i = 0; i < order.size(); i++) {
                bind(statement, i + 1, query.arguments().get(order.get(i) - 1));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return values(rows);
            }
        } catch (SQLException e) {
            throw new OutsideException("the database refuses the query: " + firstLine(e), e);
        } catch (OutsideException e) {
            throw e;
        } catch (CountersignException e) {
            throw new OutsideException(e.getMessage(), e);
        }
    }

    private static Connection open(LiveDatabase database) {
        try {
            return database.open();
        } catch (SQLException e) {
            throw new OutsideException(
                    ConnectionException.among(e)
                            .map(Throwable::getMessage)
                            .orElseGet(() -> "the database cannot be reached: " + firstLine(e)),
                    e);
        }
    }

    private static List<Integer> inOrder(int count) {
        return IntStream.rangeClosed(1, count).boxed().toList();
    }

    private static void bind(PreparedStatement statement, int position, HclValue value) throws SQLException {
        switch (value) {
            case HclValue.Text(String text) -> statement.setString(position, text);
            case HclValue.Number(BigDecimal number) -> {
                if (number.scale() <= 0 && number.precision() - number.scale() <= 18) {
                    statement.setLong(position, number.longValueExact());
                } else {
                    statement.setBigDecimal(position, number);
                }
            }
            case HclValue.Bool(boolean bool) -> statement.setBoolean(position, bool);
            case HclValue.Null ignored -> statement.setObject(position, null);
            case HclValue.Items ignored -> throw new OutsideException("args may hold strings, numbers and bools only");
            case HclValue.Fields ignored -> throw new OutsideException("args may hold strings, numbers and bools only");
            case HclValue.Unknown(String reason) -> throw new OutsideException("an argument is not known: " + reason);
        }
    }

    /** One column gives its values, several give objects by the names of the columns. */
    private static List<HclValue> values(ResultSet rows) throws SQLException {
        List<String> columns = columns(rows.getMetaData());
        List<HclValue> values = new ArrayList<>();
        while (rows.next()) {
            if (values.size() == MAX_ROWS) {
                throw new OutsideException("the query returns more than " + MAX_ROWS + " rows");
            }
            Map<String, HclValue> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), value(rows.getObject(i + 1)));
            }
            values.add(columns.size() == 1 ? row.get(columns.getFirst()) : HclValue.of(row));
        }
        return values;
    }

    private static List<String> columns(ResultSetMetaData description) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= description.getColumnCount(); i++) {
            String name = description.getColumnLabel(i);
            if (columns.contains(name)) {
                throw new OutsideException(
                        "the query returns two columns named \"" + name + "\": give one of them another name with AS");
            }
            columns.add(name);
        }
        if (columns.isEmpty()) {
            throw new OutsideException("the query returns no column");
        }
        return columns;
    }

    private static HclValue value(Object value) {
        return switch (value) {
            case null -> HclValue.Null.NULL;
            case Boolean bool -> HclValue.of(bool);
            case Integer number -> HclValue.of(number.longValue());
            case Long number -> HclValue.of(number);
            case Short number -> HclValue.of(number.longValue());
            case BigDecimal number -> new HclValue.Number(number);
            default -> HclValue.of(value.toString());
        };
    }

    private static String firstLine(SQLException e) {
        return e.getMessage().lines().findFirst().orElse("");
    }
}
