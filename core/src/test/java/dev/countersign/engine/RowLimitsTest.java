package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.review.Review;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that {@code data { mode }} cannot lead to those of the desired state are named, and none of them is told. */
class RowLimitsTest extends RowSyncFixture {
    private static final String COUNTRIES =
            "CREATE TABLE countries (id int PRIMARY KEY, code varchar(2) NOT NULL, name text);";

    private static final String THREE = COUNTRIES
            + "INSERT INTO countries (id, code, name) VALUES (1, 'us', 'United States'), (2, 'il', 'Israel'), (10, 'de', NULL);";
    private static final String LIVE = COUNTRIES
            + "INSERT INTO countries VALUES (2, 'il', 'Palestine'), (10, 'de', 'Germany'), (11, 'xx', 'Secret');";

    @ParameterizedTest
    @EnumSource
    void tablesThatReferToEachOtherAreNamed(Product product) throws Exception {
        String tables =
                "CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a);";
        String desired = product == Product.POSTGRES
                ? tables + "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b DEFERRABLE INITIALLY DEFERRED;"
                : tables.replace("b int)", "b int REFERENCES b)");
        Review review = review(
                live(product, desired),
                desired + "INSERT INTO a VALUES (1, NULL); INSERT INTO b VALUES (1, 1);",
                "mode = INSERT");
        assertThat(blocking(review))
                .singleElement()
                .asString()
                .contains("The rows of table " + product.schema + "a and table " + product.schema
                        + "b cannot follow the desired state in one plan: these tables refer to each other");
        assertThat(review.plan().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void tooManyRowsAreNotComparedAndNothingIsPlanned(Product product) throws Exception {
        Review review = review(live(product, LIVE), THREE, "mode = SYNC; max_rows = 2");
        assertThat(blocking(review))
                .singleElement()
                .asString()
                .contains("table " + product.schema + "countries of the desired state has more than 2 rows (max_rows)");
        assertThat(review.plan().isEmpty()).isTrue();
        Review current = review(
                live(product, LIVE),
                COUNTRIES + "INSERT INTO countries VALUES (1, 'a', 'b');",
                "mode = INSERT; max_rows = 2");
        assertThat(blocking(current))
                .singleElement()
                .asString()
                .contains("countries of the current state has more than 2 rows");
    }

    @ParameterizedTest
    @EnumSource
    void aTableWithoutKeyIsNamed(Product product) throws Exception {
        String table = "CREATE TABLE notes (id int, text text UNIQUE);";
        Review review = review(live(product, table), table + "INSERT INTO notes VALUES (1, 'x');", "mode = INSERT");
        assertThat(blocking(review))
                .singleElement()
                .asString()
                .startsWith("countersign.hcl:4:3: The rows of table " + product.schema
                        + "notes cannot follow the desired state: it has no primary key and no unique constraint");
        assertThat(review.plan().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void includeAndExcludeChooseTablesAndAPatternWithoutAnyIsNamed(Product product) throws Exception {
        String desired = THREE + "CREATE TABLE others (id int PRIMARY KEY); INSERT INTO others VALUES (1);";
        Live live = live(product, LIVE + "CREATE TABLE others (id int PRIMARY KEY);");
        assertThat(review(live, desired, "mode = INSERT; include = [\"oth*\"]").rows())
                .extracting(r -> r.table().name())
                .containsExactly("others");
        assertThat(review(
                                live,
                                desired,
                                "mode = INSERT; include = [\"" + product.schema + "*\"]; exclude = [\"others\"]")
                        .rows())
                .extracting(r -> r.table().name())
                .containsExactly("countries");
        Review idle = review(live, desired, "mode = INSERT; include = [\"others\", \"contries\"]");
        assertThat(blocking(idle))
                .singleElement()
                .asString()
                .contains("\"contries\" of data.include is not evaluated: no table of that name has rows");
        assertThat(idle.plan().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whatATriggerMakesOfARowIsFoundByTheProof(Product product) throws Exception {
        String trigger = product == Product.POSTGRES
                ? "CREATE FUNCTION up() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.name = upper(NEW.name); RETURN NEW; END';"
                        + " CREATE TRIGGER up BEFORE INSERT ON countries FOR EACH ROW EXECUTE FUNCTION up();"
                : "CREATE TRIGGER up AFTER INSERT ON countries BEGIN UPDATE countries SET name = upper(name) WHERE id = new.id; END;";
        Live live = live(product, COUNTRIES + "INSERT INTO countries VALUES (2, 'il', 'low');" + trigger);
        Review review = review(
                live, COUNTRIES + "INSERT INTO countries VALUES (1, 'us', 'States');" + trigger, "mode = INSERT");
        assertThat(review.simulation().arrives()).isFalse();
        assertThat(blocking(review))
                .singleElement()
                .asString()
                .contains("1 row of table " + product.schema + "countries is not as the mode promises")
                .doesNotContain("low", "STATES");
    }

    @ParameterizedTest
    @EnumSource
    void aDesiredDatabaseDeclaresNoRows(Product product) throws Exception {
        Live desired = live(product, THREE);
        Live live = live(product, LIVE);
        project(live, "", "mode = SYNC", "");
        Path project = folder.resolve("countersign.hcl");
        Files.writeString(project, Files.readString(project).replace("file://desired.sql", desired.url()));
        try (ReviewSession session = open()) {
            assertThat(session.plan(Map.of()).isEmpty()).isTrue();
            assertThat(session.planComplete()).isFalse();
            assertThat(session.gaps())
                    .anyMatch(gap -> gap.contains("rows cannot follow the desired state, because that is a database"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedRowIsNotQuoted(Product product) throws Exception {
        String table = "CREATE TABLE t (id int PRIMARY KEY, secret text, n int CHECK (n < 9), m int CHECK (m > 0));";
        Live live = live(product, table + "INSERT INTO t VALUES (1, 'hush', 1, 1);");
        String stricter = table.replace("n < 9", "n < 9 OR secret = 'x'");
        Review review = review(
                live, stricter + "INSERT INTO t VALUES (1, 'x', 10, 1);", "mode = UPSERT; skip_diff = [\"secret\"]");
        assertThat(blocking(review))
                .singleElement()
                .asString()
                .contains("fails on the dev database")
                .doesNotContain("hush");
    }
}
