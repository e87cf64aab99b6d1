package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which environments and targets somebody may choose from, as rows of env blocks and of what is offered; {@code ~} is the end of a line. */
class EnvironmentChoicesTest extends DirectoryFixture {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        env "a" {~} env "b" {~}                                     | a, b
        env "a" {~ for_each = toset(["eu", "us"])~}                 | a [a[eu], a[us]]
        env "a" {~ for_each = ["us", "eu"]~}                        | a [a[eu], a[us]]
        env "a" {~ for_each = { x = "1", y = "2" }~}                | a [a[x], a[y]]
        env "a" {~ for_each = var.regions~}                         | a [a[north], a[south]]
        env "a" {~ for_each = [for r in local.all : upper(r)]~}     | a [a[ONE], a[TWO]]
        env "a" {~ for_each = data.sql.t.values~} env "b" {~}       | a ..., b
        env "a" {~ for_each = [data.external.p]~}                   | a ...
        env "a" {~ for_each = []~}                                  | a ...
        env "a" {~ for_each = 3~} env "b" {~}                       | a ..., b
        env "a" {~ url = var.missing~ for_each = ["x"]~}            | a ...
        env {~ name = atlas.env~} env "a" {~}                       | a, any other
        """)
    void whatIsOffered(String environments, String offered) throws IOException {
        file("countersign.hcl", """
                variable "regions" {
                  default = ["here"]
                }
                locals {
                  all = ["one", "two"]
                }
                data "sql" "t" {
                  url   = "sqlite://t.db"
                  query = "SELECT 1"
                }
                data "external" "p" {
                  program = ["touch", "ran"]
                }
                """ + environments.replace("~", "\n").replace("} env", "}\nenv"));
        List<EnvironmentChoice> choices = workspace.environments(request());
        assertThat(choices.stream()
                        .map(c ->
                                c.name() + (c.targets().isEmpty() ? "" : " " + c.targets()) + (c.asks() ? " ..." : ""))
                        .collect(Collectors.joining(", ")))
                .isEqualTo(offered);
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void targetsThatADatabaseKnowsAreReadWhenSomebodyAsks() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("t.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE tenants AS SELECT 'north' AS name UNION SELECT 'south'");
        }
        file("countersign.hcl", """
                data "sql" "t" {
                  url   = "sqlite://t.db"
                  query = "SELECT name FROM tenants"
                }
                data "external" "p" {
                  program = ["touch", "ran"]
                }
                env "a" {
                  for_each = data.sql.t.values
                }
                env "b" {
                  for_each = [data.external.p]
                }
                env "c" {
                  for_each = [data.aws_rds_token.x]
                }
                data "aws_rds_token" "x" {
                }
                """);
        assertThat(workspace.targets(request().withEnvironment("a"))).containsExactly("a[north]", "a[south]");
        assertThatThrownBy(() -> workspace.targets(request().withEnvironment("b")))
                .hasMessageContaining("nobody has consented");
        assertThat(folder.resolve("ran")).doesNotExist();
        assertThatThrownBy(() -> workspace.targets(request().withEnvironment("c")))
                .hasMessageContaining("env.for_each is not evaluated");
    }

    private ReviewRequest request() {
        return new ReviewRequest(
                Optional.empty(),
                folder,
                Optional.empty(),
                Map.of("regions", List.of("north", "south")),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }
}
