package dev.countersign.dialect;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;

/** A connection that counts what goes over it. */
public final class CountedConnection {
    private final Connection connection;
    private int queries;
    private int rows;

    public CountedConnection(Connection connection) {
        this.connection = counted(Connection.class, connection);
    }

    public Connection connection() {
        return connection;
    }

    /** How many texts were sent since the last call. */
    public int queries() {
        int sent = queries;
        queries = 0;
        return sent;
    }

    /** How many rows came back since the last call. */
    public int rows() {
        int read = rows;
        rows = 0;
        return read;
    }

    private <T> T counted(Class<T> type, T original) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    Object result;
                    try {
                        result = method.invoke(original, values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (method.getName().startsWith("execute")) {
                        queries++;
                    }
                    if (method.getName().equals("next") && Boolean.TRUE.equals(result)) {
                        rows++;
                    }
                    return switch (result) {
                        case PreparedStatement statement -> counted(PreparedStatement.class, statement);
                        case Statement statement -> counted(Statement.class, statement);
                        case ResultSet set -> counted(ResultSet.class, set);
                        case null -> null;
                        default -> result;
                    };
                }));
    }
}
