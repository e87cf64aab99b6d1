package dev.countersign.bench;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Fingerprint;
import dev.countersign.dialect.Dialect;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.postgres.PostgresDialect;
import dev.countersign.progress.Progress;
import dev.countersign.samples.GeneratedSchema;
import dev.countersign.sql.Script;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the engine does with two large databases that differ a little. They are named by the environment variables {@code BENCH_CURRENT} and
 * {@code BENCH_DESIRED}, JDBC URLs of databases made with {@link GeneratedSchema}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class CatalogBenchmark {
    private final Dialect dialect = new PostgresDialect();
    private String currentUrl;
    private Catalog current;
    private Catalog desired;
    private String script;

    /** Reads both databases once. */
    @Setup
    public void read() throws SQLException {
        currentUrl = System.getenv("BENCH_CURRENT");
        current = inspect(currentUrl);
        desired = inspect(System.getenv("BENCH_DESIRED"));
        script = String.join("", new GeneratedSchema(10_000, 1).scripts());
    }

    private Catalog inspect(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return dialect.inspector()
                    .inspect(
                            connection,
                            () -> DriverManager.getConnection(url),
                            dev.countersign.dialect.Scope.database(),
                            Progress.none());
        }
    }

    /** The whole of one database. */
    @Benchmark
    public Catalog inspection() throws SQLException {
        return inspect(currentUrl);
    }

    /** From two catalogs to the statements. */
    @Benchmark
    public Plan diffAndPlan() {
        SchemaDiff diff = dialect.diff(current, desired, List.of());
        return dialect.planner().plan(diff, PlanOptions.everything());
    }

    /** The digest that stands in signed plans. */
    @Benchmark
    public Fingerprint fingerprint() {
        return Fingerprint.of(current);
    }

    /** A script of ten megabytes into statements. */
    @Benchmark
    public int splitting() {
        return Script.parse(script).statements().size();
    }
}
