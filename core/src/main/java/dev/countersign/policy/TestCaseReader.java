package dev.countersign.policy;

import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.Multiplicity;
import dev.countersign.hcl.Scope;
import dev.countersign.hcl.SourceRange;
import dev.countersign.policy.TestStep.Expected;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads one {@code test} block. A case of which anything is not understood runs no command at all. */
final class TestCaseReader {
    private static final String SCRIPT = "script";
    private static final Set<String> EVERYWHERE =
            Set.of("exec", "catch", "assert", "log", "external", "cleanup", SCRIPT);

    private final TestKind kind;
    private final HclBlock block;
    private final Path directory;

    /** @param directory where the paths of programs start: the test file's */
    TestCaseReader(TestKind kind, HclBlock block, Path directory) {
        this.kind = kind;
        this.block = block;
        this.directory = directory;
    }

    /** What every expression of a test file sees. */
    static Scope root() {
        HclValue unknown = new HclValue.Unknown("the database of a case has no address that another program could use");
        HclValue self = new HclValue.Unknown(
                "nothing published says what \"self\" is in a test; write the value itself, a var or each.value");
        return Scope.of(Map.of("self", self)).with("testing", Scope.of(Map.of("dev_url", unknown)));
    }

    /** A case that cannot be run. */
    TestCase broken(String name, List<String> reasons) {
        return new TestCase(kind, name, block.typeRange(), false, false, List.of(), reasons);
    }

    /** What a block says. */
    private record Body(boolean skip, boolean parallel, List<TestStep> steps) {}

    /** @param seeing what the expressions of the case see */
    TestCase read(String name, Evaluation seeing) {
        Evaluation evaluation = seeing.afresh();
        Body body = body(evaluation);
        Multiplicity multiplicity = evaluation.multiplicity();
        if (multiplicity.hasNothing()) {
            unknownNames(seeing).stream()
                    .filter(note -> multiplicity.isInNothing(note.range().orElseThrow()))
                    .forEach(evaluation::note);
        }
        return new TestCase(
                kind, name, block.typeRange(), body.skip(), body.parallel(), body.steps(), open(evaluation));
    }

    /** The names that the block holds and that are not known there, as if everything in it that goes over items had one. */
    List<NotEvaluated> unknownNames(Evaluation seeing) {
        Evaluation imagined = seeing.imagining(seeing.scope());
        body(imagined);
        return imagined.unknownNames();
    }

    private Body body(Evaluation evaluation) {
        HclBody body = new DynamicBlocks(evaluation).in(block).body();
        BlockReader reader = new BlockReader(block.title(), body, evaluation);
        reader.attribute("for_each");
        boolean skip = reader.bool("skip").map(Setting::value).orElse(false);
        boolean parallel = kind == TestKind.SCHEMA
                && reader.bool("parallel").map(Setting::value).orElse(false);
        Set<String> known = new TreeSet<>(EVERYWHERE);
        known.addAll(kind.own());
        known.forEach(reader::blocks);
        List<TestStep> steps = new ArrayList<>();
        for (HclBlock command : body.blocks()) {
            if (known.contains(command.type())) {
                step(command, reader.inside(command)).ifPresent(steps::add);
            }
        }
        reader.finish();
        return new Body(skip, parallel, steps);
    }

    private static List<String> open(Evaluation evaluation) {
        List<String> open = new ArrayList<>();
        try {
            evaluation.throwProblems();
        } catch (PolicyException e) {
            e.problems().stream().map(HclProblem::render).forEach(open::add);
        }
        evaluation.notEvaluated().stream().map(TestCaseReader::shown).forEach(open::add);
        return open;
    }

    /** The sentence and the line that it is about. */
    static String shown(NotEvaluated note) {
        return note.summary()
                + note.range().map(range -> "\n" + range.excerpt()).orElse("");
    }

    private Optional<TestStep> step(HclBlock command, BlockReader reader) {
        SourceRange at = command.typeRange();
        if (command.type().equals(SCRIPT)) {
            String title = block.title() + "." + command.title();
            reader.evaluation().note(title, at, "scripts are not run here");
            new ElsewhereNames(reader.evaluation()).checkScriptCommand(title, command);
            return Optional.empty();
        }
        Optional<TestStep> step = switch (command.type()) {
            case "exec" -> exec(reader, at);
            case "catch" -> {
                Optional<Expected.Match> error = match(reader, "error");
                yield required(reader, "sql", at).map(sql -> new TestStep.Catch(sql, error, at));
            }
            case "assert" -> {
                Optional<String> message = reader.text("error_message").map(Setting::value);
                yield required(reader, "sql", at).map(sql -> new TestStep.Assert(sql, message, at));
            }
            case "log" -> required(reader, "message", at).map(message -> new TestStep.Log(message, at));
            case "external" -> external(reader, at);
            case "cleanup" -> required(reader, "sql", at).map(sql -> new TestStep.Cleanup(sql, at));
            case "migrate" -> required(reader, "to", at).map(to -> new TestStep.Migrate(to, at));
            case "apply" -> required(reader, "url", at).map(url -> new TestStep.Apply(url, at));
            case "schema" -> required(reader, "url", at).map(url -> new TestStep.State(url, at));
            default -> throw new IllegalStateException("no other command is known");
        };
        reader.finish();
        return step;
    }

    private static Optional<TestStep> exec(BlockReader reader, SourceRange at) {
        Optional<Setting<TestStep.Format>> format = reader.keyword("format", TestStep.Format.class);
        Optional<Expected> expected = expected(reader);
        if (format.isPresent()
                && reader.attribute("output").isEmpty()
                && reader.attribute("match").isEmpty()) {
            reader.evaluation()
                    .note(
                            reader.path("format"),
                            format.get().range().orElse(at),
                            "it decides nothing without output or match");
        }
        return required(reader, "sql", at)
                .map(sql ->
                        new TestStep.Exec(sql, format.map(Setting::value).orElse(TestStep.Format.CSV), expected, at));
    }

    private Optional<TestStep> external(BlockReader reader, SourceRange at) {
        Optional<Expected> expected = expected(reader);
        String from = reader.text("working_dir").map(Setting::value).orElse("");
        List<String> program =
                reader.texts("program", false).map(Setting::value).orElse(List.of());
        if (program.isEmpty() || program.getFirst().isBlank()) {
            reader.evaluation().problem(at, "\"external\" needs program = [\"name\", \"argument\"]");
            return Optional.empty();
        }
        return Optional.of(new TestStep.External(new ProgramCall(program, directory.resolve(from)), expected, at));
    }

    private static Optional<Expected> expected(BlockReader reader) {
        Optional<Setting<String>> output = reader.text("output");
        Optional<Expected.Match> match = match(reader, "match");
        if (output.isPresent() && match.isPresent()) {
            reader.evaluation().problem(match.get().at(), "\"output\" and \"match\" exclude each other; keep one");
        }
        return Stream.concat(
                        output
                                .map(o -> (Expected)
                                        new Expected.Output(o.value(), o.range().orElseThrow()))
                                .stream(),
                        match.stream())
                .findFirst();
    }

    private static Optional<Expected.Match> match(BlockReader reader, String name) {
        return reader.pattern(name)
                .map(setting -> new Expected.Match(
                        setting.value().pattern(), setting.range().orElseThrow()));
    }

    private static Optional<String> required(BlockReader reader, String name, SourceRange at) {
        int said = reader.evaluation().said();
        Optional<String> text = reader.text(name).map(Setting::value);
        // why one that is there cannot be used was said by who read it
        if (text.isEmpty() && reader.evaluation().said() == said) {
            reader.evaluation().problem(at, "\"" + at.text() + "\" needs " + name + " = \"...\"");
        }
        return text;
    }
}
