package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.ddl.DdlDocument;
import dev.countersign.dialect.Dialect;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.SourceRange;
import dev.countersign.hcl.WrittenName;
import dev.countersign.postgres.PostgresDialect;
import dev.countersign.sqlite.SqliteDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A name that is spelt wrong in a schema is never taken for nothing: each name that the readers of the schema languages know is misspelt in turn. */
class HclMisspellingTest {
    private static final Path CASES =
            Path.of(System.getProperty("countersign.root"), "core", "src", "test", "resources", "hcl");

    /** Blocks whose attributes are names of the server's own: it says itself which of them it does not know. */
    private static final Set<String> SETTINGS = Set.of("storage_params", "config_params", "options");

    /** What a document comes to. */
    private record Read(List<String> notes, SortedSet<String> vocabulary) {}

    @Test
    void postgres() throws IOException {
        check(new PostgresDialect(), ".pg.hcl");
    }

    @Test
    void sqlite() throws IOException {
        check(new SqliteDialect(), ".lt.hcl");
    }

    private static void check(Dialect dialect, String suffix) throws IOException {
        SortedSet<String> known = new TreeSet<>();
        List<WrittenName> written = new ArrayList<>();
        for (HclSource source : sources(suffix)) {
            Read read = read(dialect, source);
            assertThat(read.notes()).as(source.name()).isEmpty();
            known.addAll(read.vocabulary());
            written.addAll(WrittenName.in(source));
        }
        written.addAll(unwritten(known, written, sources(suffix).getFirst()));
        List<String> silent = new ArrayList<>();
        for (WrittenName name : written) {
            boolean settings = !name.around().isEmpty()
                    && SETTINGS.contains(name.around().getLast().type());
            for (String wrong : settings ? Set.<String>of() : name.misspellings()) {
                if (!known.contains(entry(name, wrong)) && !reported(dialect, name, wrong)) {
                    silent.add(name.range() + " " + entry(name, name.name()) + " as " + wrong);
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void whatStandsForNothingInPostgres() throws IOException {
        nothing(new PostgresDialect(), ".pg.hcl");
    }

    @Test
    void whatStandsForNothingInSqlite() throws IOException {
        nothing(new SqliteDialect(), ".lt.hcl");
    }

    /** Every block at the top of every case as one of several of which there are none. */
    private static void nothing(Dialect dialect, String suffix) throws IOException {
        List<String> silent = new ArrayList<>();
        int names = 0;
        for (HclSource source : sources(suffix)) {
            SortedSet<String> known = read(dialect, source).vocabulary();
            for (HclBlock block : HclFile.parse(source).body().blocks()) {
                if (Set.of("variable", "locals").contains(block.type())
                        || block.body().attribute("for_each").isPresent()) {
                    continue;
                }
                HclSource emptied = emptied(source, block);
                // elsewhere the missing block leads to errors
                int first = block.range().line();
                int last = first + (int) block.range().text().lines().count() + 2;
                unknownNames(dialect, emptied).stream()
                        .filter(n -> first <= line(n) && line(n) < last)
                        .forEach(silent::add);
                for (WrittenName name : WrittenName.in(emptied)) {
                    boolean inside = !name.around().isEmpty()
                            && name.around()
                                    .getFirst()
                                    .body()
                                    .attribute("for_each")
                                    .isPresent();
                    boolean settings =
                            inside && SETTINGS.contains(name.around().getLast().type());
                    String wrong = name.misspellings().iterator().next();
                    if (inside && !settings && !name.name().equals("for_each") && !known.contains(entry(name, wrong))) {
                        names++;
                        HclSource changed = new HclSource(emptied.name(), name.with(wrong));
                        String line = changed.name() + ":" + name.range().line() + ":";
                        if (unknownNames(dialect, changed).stream().noneMatch(n -> n.startsWith(line))) {
                            silent.add(name.range() + " " + entry(name, name.name()) + " as " + wrong);
                        }
                    }
                }
            }
        }
        assertThat(names).isGreaterThan(100);
        assertThat(silent).isEmpty();
    }

    @Test
    void valuesThatNobodyKnowsMakeNoNameUnknown() throws IOException {
        unknownValues(new PostgresDialect(), ".pg.hcl");
        unknownValues(new SqliteDialect(), ".lt.hcl");
    }

    /** Each value in turn as one of an item that is not there. */
    private static void unknownValues(Dialect dialect, String suffix) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (HclSource source : sources(suffix)) {
            for (HclBlock block : HclFile.parse(source).body().blocks()) {
                if (!Set.of("variable", "locals").contains(block.type())
                        && block.body().attribute("for_each").isEmpty()) {
                    HclSource emptied = emptied(source, block);
                    HclBlock empty = HclFile.parse(emptied).body().blocks().stream()
                            .filter(b -> b.range().offset() == block.range().offset())
                            .findFirst()
                            .orElseThrow();
                    for (SourceRange value : values(empty.body())) {
                        String text = emptied.text();
                        HclSource changed = new HclSource(
                                emptied.name(),
                                text.substring(0, value.offset()) + "each.value" + text.substring(value.end()));
                        int last = empty.range().line()
                                + (int) empty.range().text().lines().count();
                        unknownNames(dialect, changed).stream()
                                .filter(n -> empty.range().line() <= line(n) && line(n) < last)
                                .map(n -> value.line() + " " + value.text() + ": " + n)
                                .forEach(wrong::add);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<SourceRange> values(HclBody body) {
        List<SourceRange> values = new ArrayList<>();
        body.attributes().stream()
                .filter(a -> !a.name().equals("for_each"))
                .forEach(a -> values.add(a.value().range()));
        body.blocks().forEach(b -> values.addAll(values(b.body())));
        return values;
    }

    private static int line(String note) {
        return Integer.parseInt(note.split(":")[1]);
    }

    private static HclSource emptied(HclSource source, HclBlock block) {
        int inside = block.body().range().offset();
        String text = source.text();
        return new HclSource(source.name(), text.substring(0, inside) + "\nfor_each = []\n" + text.substring(inside));
    }

    private static List<String> unknownNames(Dialect dialect, HclSource source) {
        return read(dialect, source).notes().stream()
                .filter(n -> n.contains("the name is not known here"))
                .toList();
    }

    private static List<HclSource> sources(String suffix) throws IOException {
        List<HclSource> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CASES)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(suffix)).sorted().toList()) {
                sources.add(new HclSource(file.getFileName().toString(), Files.readString(file)));
            }
        }
        return sources;
    }

    /** The names that readers ask for and no case uses, each put into a case that has a block where it belongs. */
    private static List<WrittenName> unwritten(Set<String> known, List<WrittenName> written, HclSource any) {
        Set<String> entries = new TreeSet<>(known);
        written.forEach(name -> entries.remove(entry(name, name.name())));
        List<WrittenName> added = new ArrayList<>();
        for (String entry : entries) {
            boolean block = entry.endsWith(" {}");
            String path = block ? entry.substring(0, entry.length() - 3) : entry;
            String name = path.substring(path.lastIndexOf('.') + 1);
            String addition = "\n" + name + (block ? " {\n}\n" : " = 1\n");
            if (name.equals(path)) {
                added.add(last(new HclSource(any.name(), any.text() + addition), name));
                continue;
            }
            HclBlock home = written.stream()
                    .filter(w -> !w.around().isEmpty()
                            && path.equals(entry(w, name).replace(" {}", ""))
                            && w.around().getLast().range().text().contains("\n"))
                    .map(w -> w.around().getLast())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no case has a block for " + entry));
            String text = home.range().source().text();
            int end = home.range().end() - 1;
            HclSource with =
                    new HclSource(home.range().file(), text.substring(0, end) + addition + text.substring(end));
            added.add(WrittenName.in(with).stream()
                    .filter(w -> w.range().offset() == end + 1)
                    .findFirst()
                    .orElseThrow());
        }
        return added;
    }

    private static WrittenName last(HclSource source, String name) {
        return WrittenName.in(source).stream()
                .filter(w -> w.around().isEmpty() && w.name().equals(name))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** Whether something is said about the line with the name, and which name is meant. */
    private static boolean reported(Dialect dialect, WrittenName name, String wrong) {
        HclSource changed = new HclSource(name.range().file(), name.with(wrong));
        String line = changed.name() + ":" + name.range().line() + ":";
        return read(dialect, changed).notes().stream().anyMatch(n -> n.startsWith(line) && n.contains("did you mean"));
    }

    private static Read read(Dialect dialect, HclSource source) {
        DdlDocument document = DdlDocument.of(List.of(HclFile.parse(source)), dialect.schemaLanguage(), Map.of());
        dialect.schemaLanguage().statements(document);
        document.lookIntoNothing(dialect.schemaLanguage());
        List<String> notes = new ArrayList<>(document.findings().notEvaluated());
        try {
            document.findings().throwProblems();
        } catch (HclException e) {
            e.problems().stream().map(HclProblem::summary).forEach(notes::add);
        }
        return new Read(notes, document.vocabulary());
    }

    /** As the vocabulary says it; what stands in the content of {@code dynamic} stands in the blocks that it makes. */
    private static String entry(WrittenName name, String spelt) {
        StringBuilder kind = new StringBuilder();
        for (HclBlock block : name.around()) {
            boolean makes = block.type().equals("dynamic");
            boolean own = makes && block == name.around().getLast();
            if (own) {
                kind.setLength(0);
            }
            if (!block.type().equals("content")) {
                kind.append(makes && !own ? block.label().orElseThrow() : block.type())
                        .append('.');
            }
        }
        return kind + spelt + (name.block() ? " {}" : "");
    }
}
