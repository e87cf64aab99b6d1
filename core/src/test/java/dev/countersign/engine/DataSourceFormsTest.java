package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.policy.ConsentException;
import dev.countersign.policy.PolicyException;
import dev.countersign.policy.Project;
import dev.countersign.policy.ProjectFile;
import dev.countersign.source.SourceException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What each kind of data source does with its arguments, on real engines. */
@DisabledOnOs(OS.WINDOWS)
class DataSourceFormsTest extends DataSourceFixture {

    @Test
    void templatesOfADirectoryAreRunWithTheirVariables() throws IOException {
        file("now.sql", "");
        file("schema/1_tables.sql", """
                {{- range .tenants }}
                {{ template "shared/users.tmpl" . }}
                {{- end }}
                """);
        file(
                "schema/2_more.sql",
                "{{ if eq .size 2 }}CREATE TABLE two (i int);{{ else }}CREATE TABLE other (i int);{{ end }}");
        file("schema/shared/users.tmpl", "CREATE TABLE {{ . }}_users (id int);");
        file("schema/shared/not_run.sql", "CREATE TABLE not_run (i int);");
        file("schema/notes.txt", "{{/* no SQL */}}");
        String text = """
                data "template_dir" "app" {
                  path = "schema"
                  vars = {
                    tenants = ["a", "b"]
                    size    = 2
                  }
                }
                env "dev" {
                  url = "file://now.sql"
                  src = data.template_dir.app.url
                  dev = "sqlite://dev?mode=memory"
                }
                """;
        project(text);
        assertThat(planned(request()))
                .contains("a_users", "b_users", "CREATE TABLE two")
                .doesNotContain("not_run", "other");

        project(text.replace("size    = 2", "sizes   = 2"));
        assertThatThrownBy(() -> planned(request()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("2_more.sql:1:10: there is no field \"size\" here; did you mean \"sizes\"?")
                .hasMessageContaining("^~~~");
        project(text.replace("path = \"schema\"", "path = \"nowhere\""));
        assertThatThrownBy(() -> planned(request()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("template_dir \"app\" cannot be read: there is no directory");
    }

    @Test
    void consentIsForOneCommandLineInOneDirectory() throws IOException {
        file("now.sql", "");
        file("other/keep", "");
        String text = """
                data "external_schema" "app" {
                  program = ["sh", "-c", "touch was-run; echo 'CREATE TABLE made (id int);'"]
                }
                env "dev" {
                  url = "file://now.sql"
                  src = data.external_schema.app.url
                  dev = "sqlite://dev?mode=memory"
                }
                """;
        project(text);
        try (DefaultWorkspace workspace = workspace()) {
            workspace.programs(request()).forEach(workspace::consent);
        }
        assertThat(planned(request())).contains("made");
        project(text.replace(
                "data \"external_schema\" \"app\" {", "data \"external_schema\" \"app\" {\n  working_dir = \"other\""));
        assertThatThrownBy(() -> planned(request())).isInstanceOf(ConsentException.class);
        assertThat(folder.resolve("other/was-run")).doesNotExist();
        project(text.replace("(id int)", "(id int) "));
        assertThatThrownBy(() -> planned(request())).isInstanceOf(ConsentException.class);
    }

    @Test
    void runtimeVariablesReadConstantsAndFilesOfTheProjectOnly() throws IOException {
        file("now.sql", "");
        file("then.sql", "CREATE TABLE t (i int);");
        file("name.txt", "then");
        String text = """
                data "runtimevar" "name" {
                  url = "URL"
                }
                env "dev" {
                  url = "file://now.sql"
                  src = "file://${trimspace(data.runtimevar.name)}.sql"
                  dev = "sqlite://dev?mode=memory"
                }
                """;
        for (String url :
                List.of("constant://?val=then&decoder=string", "file://name.txt", "file://name.txt?decoder=string")) {
            project(text.replace("URL", url));
            assertThat(planned(request())).as(url).contains("CREATE TABLE");
        }
        project(text.replace("URL", "file://name.txt?decoder=jsonmap"));
        assertThatThrownBy(() -> planned(request()))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("the decoder of a runtimevar must be string, not jsonmap");
        project(text.replace("URL", "file://../outside.txt"));
        assertThatThrownBy(() -> planned(request())).isInstanceOf(PolicyException.class);
        for (String url : List.of("http://localhost/x", "awssecretsmanager://x", "gcpruntimeconfig://x", "name.txt")) {
            project(text.replace("URL", url));
            var read = Project.evaluate(ProjectFile.read(folder.resolve("countersign.hcl"), Map.of()), "dev", Map.of());
            assertThat(read.environment().desired()).as(url).isEmpty();
            assertThat(read.notEvaluated())
                    .as(url)
                    .anySatisfy(note -> assertThat(note.summary()).contains("only constant:// and file:// are read"));
        }
    }

    @Test
    void schemaFilesAreNamedByOnePathOrSeveral() throws IOException {
        file("now.sql", "");
        file(
                "a.lt.hcl",
                "variable \"name\" { type = string }\nschema \"main\" {}\ntable \"a\" {\n  name = var.name\n}\n");
        String text = """
                data "hcl_schema" "app" {
                  path  = "a.lt.hcl"
                  paths = ["a.lt.hcl"]
                }
                env "dev" {
                  url = "file://now.sql"
                  src = data.hcl_schema.app.url
                  dev = "sqlite://dev?mode=memory"
                }
                """;
        project(text);
        assertThatThrownBy(() -> planned(request()))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("needs either path or paths");
        project(text.replace("  path  = \"a.lt.hcl\"\n", "").replace("  paths = [\"a.lt.hcl\"]\n", ""));
        assertThatThrownBy(() -> planned(request()))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("needs either path or paths");
    }

    /** A pattern that finds nothing, or a folder without a schema, must not stand for an empty database. */
    @Test
    void aSchemaOfNoFileIsRefused() throws IOException {
        file("now.sql", "CREATE TABLE kept (i int);");
        file("schema/notes.txt", "no schema yet");
        String text = """
                data "hcl_schema" "app" {
                  paths = fileset("schema/*.lt.hcl")
                }
                env "dev" {
                  url = "file://now.sql"
                  src = data.hcl_schema.app.url
                  dev = "sqlite://dev?mode=memory"
                }
                """;
        project(text);
        assertThatThrownBy(() -> planned(request()))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("countersign.hcl:2:11: \"paths\" names no file")
                .hasMessageContaining("fileset or glob");
        project(text.replace("paths = fileset(\"schema/*.lt.hcl\")", "path = \"schema\""));
        assertThatThrownBy(() -> planned(request()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("schema holds no schema in files ending in .hcl.");
    }

    /** Where one part would need a registry, the desired state is not known, and everything else is looked at. */
    @Test
    void aCompositeSchemaOfAnUnknownPartIsNotKnown() throws IOException {
        project("""
                data "remote_schema" "base" {
                  name = "base"
                }
                data "composite_schema" "app" {
                  schema "public" {
                    url = data.remote_schema.base.url
                  }
                }
                env "dev" {
                  url = "file://now.sql"
                  src = data.composite_schema.app.url
                  dev = "sqlite://dev?mode=memory"
                }
                """);
        var read = Project.evaluate(ProjectFile.read(folder.resolve("countersign.hcl"), Map.of()), "dev", Map.of());
        assertThat(read.environment().url()).isPresent();
        assertThat(read.environment().desired()).isEmpty();
        assertThat(read.notEvaluated())
                .singleElement()
                .satisfies(note -> assertThat(note.summary())
                        .startsWith(
                                "countersign.hcl:11:3: env \"dev\".src is not evaluated: the url of schema \"public\" of data")
                        .contains("it would need an account at a registry"));
    }
}
