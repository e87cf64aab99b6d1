package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.ddl.DdlDocument;
import dev.countersign.dialect.Dialect;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.SourceRange;
import dev.countersign.postgres.PostgresDialect;
import dev.countersign.samples.Misspelling;
import dev.countersign.sqlite.SqliteDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each block and attribute of schemas written as HCL, misspelt in turn, is reported: the files of cases hold every one of them. */
class HclMisspellingTest {
    private static final Path CASES =
            Path.of(System.getProperty("countersign.root"), "core", "src", "test", "resources", "hcl");

    /** Blocks whose attributes have names that the server or the author chooses, not the language. */
    private static final Set<String> FREE = Set.of("storage_params", "config_params", "locals");

    private record Name(String text, SourceRange range) {}

    static Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(CASES)) {
            return all
                    .filter(f ->
                            f.toString().endsWith(".pg.hcl") || f.toString().endsWith(".lt.hcl"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void aMisspeltNameIsReported(Path file) throws IOException {
        Dialect dialect = file.toString().endsWith(".lt.hcl") ? new SqliteDialect() : new PostgresDialect();
        String text = Files.readString(file);
        assertThat(said(dialect, text)).isEmpty();
        List<String> silent = new ArrayList<>();
        for (Name name : names(HclFile.parse(new HclSource("schema.hcl", text)).body(), "")) {
            for (String wrong : Misspelling.of(name.text())) {
                if (said(dialect, Misspelling.in(text, name.range(), wrong)).isEmpty()) {
                    silent.add(name.range() + " " + name.text() + " as " + wrong);
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    private static List<Name> names(HclBody body, String inside) {
        List<Name> names = new ArrayList<>();
        if (!FREE.contains(inside)) {
            for (HclAttribute attribute : body.attributes()) {
                names.add(new Name(attribute.name(), attribute.nameRange()));
            }
        }
        for (HclBlock block : body.blocks()) {
            names.add(new Name(block.type(), block.typeRange()));
            names.addAll(names(block.body(), block.type()));
        }
        return names;
    }

    /** What is said of a text, as problems or as what is not evaluated. */
    private static List<String> said(Dialect dialect, String text) {
        DdlDocument document = DdlDocument.of(
                List.of(HclFile.parse(new HclSource("schema.hcl", text))), dialect.schemaLanguage(), Map.of());
        List<String> said = new ArrayList<>();
        try {
            dialect.schemaLanguage().statements(document);
            document.findings().throwProblems();
        } catch (HclException e) {
            said.add(e.getMessage());
        }
        said.addAll(document.findings().notEvaluated());
        return said;
    }
}
