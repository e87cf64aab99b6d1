package dev.countersign.postgres.devdb.server;

import dev.countersign.connect.PasswordPrompt;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabaseProvider;
import dev.countersign.devdb.DevUrl;
import dev.countersign.postgres.PostgresDialect;
import dev.countersign.postgres.connect.ConnectionFields;
import dev.countersign.postgres.connect.Connections;
import dev.countersign.progress.Progress;

/** {@code postgres://…}: a server of the user that is meant for this. */
public final class ServerProvider implements DevDatabaseProvider {
    @Override
    public boolean accepts(DevUrl url) {
        return url.scheme().equals("postgres") || url.scheme().equals("postgresql");
    }

    @Override
    public String dialect() {
        return PostgresDialect.NAME;
    }

    @Override
    public String example() {
        return "postgres://user@host:5432/empty_database";
    }

    @Override
    public DevDatabase open(DevUrl url, Progress progress) {
        progress.phase("Connecting to the dev database", 0, -1);
        return ServerDatabase.connect(
                ConnectionFields.parse(url.text()), Connections.ofThisProcess(PasswordPrompt.nobody()));
    }
}
