package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What files of newer versions of the language say, as rows of a setting and of what is said about it; {@code ~} is the end of a line. */
class NewerBlocksTest extends ProjectFixture {
    private static final String DATA = """
            data "cloud_databases" "staging" {
              repo = "shop"
              env  = "staging"
            }
            data "azure_db_token" "token" {
            }
            data "remote_dir" "shop" {
              name = "shop"
            }
            data "blob_dir" "files" {
              url = "s3://bucket/files"
            }
            data "external" "config" {
              program = ["make-config"]
            }
            locals {
              config  = jsondecode(data.external.config)
              version = data.cloud_databases.staging.targets[0].current_version
            }
            """;

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        url = urluserinfo("postgres://db.example/app", "me", data.azure_db_token.token)  | !env "a".url: tokens of cloud accounts are not made here
        url = "${local.config.url}?sslmode=disable"                                      | !env "a".url: data "external" "config", which is not run here
        migration {~ to_version = local.version~}                                        | env "a".migration.to_version: when they are applied
        migration {~ dir = data.blob_dir.files.url~}                                     | !env "a".migration.dir: directories in cloud storage are not read
        migration {~ dir = data.remote_dir.shop.url~}                                    | !env "a".migration.dir: an account at a registry
        migration {~ dir = "atlas://shop"~}                                              | env "a".migration.dir: no registry here
        migration {~ dir = "fil://migrations"~}                                          | !env "a".migration.dir: not read from fil://
        migration {~ dir = "s3://bucket/migrations?format=goose"~}                       | !env "a".migration.dir: not read from s3://
        migration {~ repo {~ name = "shop"~ }~}                                          | env "a".migration.repo: no registry here
        migration {~ repo {~ slug = "shop"~ }~}                                          | !env "a".migration.repo.slug: not known here, env "a".migration.repo: no registry here
        schema {~ repo {~ name = "shop"~ }~}                                             | env "a".schema.repo: no registry here
        test = "postgres://db.example/test"                                              | env "a".test: runs no tests
        tx-mode = "all"                                                                  | !env "a".tx-mode: no setting
        extension "uuid-ossp" {~}                                                        | !env "a".extension "uuid-ossp": not known here
        rollout {~ deployment = deployment.d~ vars = {}~}                                | !env "a".rollout: order of targets
        rollout {~ deploymnet = deployment.d~}                                           | !env "a".rollout: order of targets, !env "a".rollout.deploymnet: not known here
        script {~ src = "x.sql"~}                                                        | env "a".script: no part of a plan
        script {~ scr = "x.sql"~ repo {~ nmae = "x"~ }~}                                 | !env "a".script.scr: not known here, !env "a".script.repo.nmae: not known here, env "a".script: no part of a plan
        exclude = ["river_*"]~ check "migrate_apply" {~ drift {~ exclude = ["x.*"]~ }~}  | ``
        exclude = ["river_*"]~ check "migrate_apply" {~ drift {~ exclude = ["river_*", "x.*"]~ }~} | ``
        exclude = ["river_*"]~ check "migrate_apply" {~ drift {~ on_error = CONTINUE~ }~} | ``
        """)
    void isEvaluatedOrNamed(String setting, String named) {
        assertThat(said(project(DATA + "env \"a\" {\n" + setting.replace("~", "\n") + "\n}\n", "a"), named))
                .isEqualTo(named);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        hook "sql" "t" {~ transaction {~ after_begin = ["SET x = '${local.config.x}'"]~ }~} | !hook "sql" "t": hooks are not supported yet
        hook "sql" "t" {~ tranasction {~ after_begin = ["SELECT 1"]~ }~} | !hook "sql" "t": hooks are not supported yet, !hook "sql" "t".tranasction: not known here
        deployment "d" {~ group "g" {~ order_yb = 1~ }~} | !deployment "d": order of targets, !deployment "d".group "g".order_yb: not known here
        permission "p" {~ to = role.r~}                          | !permission "p": not known here
        script "s" {~ src = "x.sql"~}                            | !script "s": not known here
        login {~}                                                | !login: not known here
        docker "postgres" "x" {~ image = "a"~ build {~ contxt = "."~ args = {}~ }~} | !docker "postgres" "x".build.contxt: not known here
        docker "postgress" "x" {~ image = "a"~}                  | !docker "postgress" "x": its first label is no driver that is known here
        dev "sqlit" "x" {~ url = "sqlite://dev.db"~}             | !dev "sqlit" "x": its first label is no driver that is known here
        atlas {~ cloud {~ token = getenv("T")~ project = "p"~ }~} | atlas: no account
        """)
    void soIsWhatStandsAtTheTop(String block, String named) {
        assertThat(said(project(DATA + block.replace("~", "\n") + "\nenv \"a\" {\n}\n", "a"), named))
                .isEqualTo(named);
    }

    @Test
    void namesThatLeadNowhereAreFoundInThemToo() throws IOException {
        Files.writeString(file, """
                env "a" {
                  script {
                    src = "file://${var.scripts}"
                  }
                  rollout {
                    deployment = deployment.stagd
                    vars       = { tier = local.tier }
                  }
                }
                hook "sql" "t" {
                  transaction {
                    after_begin = ["SET x = '${local.x}'"]
                  }
                }
                deployment "staged" {
                }
                """);
        assertThat(References.of(ProjectFile.read(file, MACHINE)))
                .extracting(NotEvaluated::summary)
                .satisfiesExactly(
                        n -> assertThat(n).contains(":3:").contains("scripts"),
                        n -> assertThat(n).contains(":6:").contains("did you mean \"staged\"?"),
                        n -> assertThat(n).contains(":7:").contains("tier"),
                        n -> assertThat(n).contains(":12:").contains("x is not evaluated"));
    }

    /** What is said, each with as much of the reason as is expected; a mark in front of what keeps a verdict from being green. */
    private static String said(Project project, String expected) {
        Stream<String> notEvaluated = notEvaluated(project).map(n -> "!" + n.what() + ": " + n.reason());
        Stream<String> notices = project.notices().stream().map(n -> n.what() + ": " + n.reason());
        return Stream.concat(notEvaluated, notices)
                .map(text -> Stream.of(expected.split(", (?=!?env|!?check|!?hook|!?deployment|!?docker)"))
                        .filter(e -> text.startsWith(e.split(": ")[0] + ": ")
                                && e.contains(": ")
                                && text.contains(e.substring(e.indexOf(": ") + 2)))
                        .findFirst()
                        .orElse(text))
                .collect(Collectors.joining(", "));
    }
}
