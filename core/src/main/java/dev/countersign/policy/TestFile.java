package dev.countersign.policy;

import dev.countersign.hcl.Budget;
import dev.countersign.hcl.Evaluator;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.NearestName;
import dev.countersign.hcl.Scope;
import dev.countersign.hcl.SourceRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A file of tests that need a database, {@code *.test.hcl}. Tests of rules may stand in the same file and are left to those who run them.
 *
 * @param cases the cases in the file's order, those of a {@code for_each} one after the other
 * @param declared the variables that it declares
 * @param ofRules how many tests of rules it holds
 * @param notEvaluated what else it says that has no effect
 * @param vocabulary the names that were looked for, as {@link Project#vocabulary()} writes them
 */
public record TestFile(
        List<TestCase> cases,
        SortedSet<String> declared,
        int ofRules,
        List<NotEvaluated> notEvaluated,
        SortedSet<String> vocabulary) {
    private static final List<String> BLOCKS = List.of("test", "variable", "locals");

    /** Copies the collections. */
    public TestFile {
        cases = List.copyOf(cases);
        notEvaluated = List.copyOf(notEvaluated);
    }

    /**
     * Reads a file.
     *
     * @param given values of variables, as texts, several for a list; those of variables that this file does not declare are for other files
     * @param environmentVariables what {@code getenv} sees
     * @throws PolicyException when it cannot be read, has syntax errors, or one of its variables has no value that fits
     */
    public static TestFile read(Path path, Map<String, List<String>> given, Map<String, String> environmentVariables) {
        ProjectFile file = ProjectFile.read(path, environmentVariables);
        return Evaluation.typed(() -> new Reading(file, given).file());
    }

    /** One reading, from the parsed file to its cases. */
    private static final class Reading {
        private final ProjectFile file;
        private final HclBody body;
        private final Map<String, List<String>> given;
        private final Evaluator evaluator;
        private int ofRules;

        Reading(ProjectFile file, Map<String, List<String>> given) {
            this.file = file;
            this.body = file.hcl().body();
            this.given = given;
            this.evaluator = new Evaluator(ProjectFunctions.of(file), new Budget(Budget.DEFAULT_STEPS));
        }

        TestFile file() {
            Evaluation first = new Evaluation(evaluator, TestCaseReader.root(), Influence.of(body));
            List<HclBlock> declarations = body.blocks("variable");
            SortedSet<String> declared = new TreeSet<>();
            declarations.forEach(block -> block.label().ifPresent(declared::add));
            Map<String, List<String>> own = new HashMap<>(given);
            own.keySet().retainAll(declared);
            VariableReader variables = new VariableReader(first, own);
            SortedMap<String, Variable> values = variables.read(declarations);
            AtomicReference<Evaluation> whole = new AtomicReference<>();
            LocalScope local =
                    new LocalScope(locals(first), evaluator, () -> whole.get().scope());
            Evaluation evaluation = first.seeing(first.scope()
                    .with("var", VariableReader.scope(declarations, values))
                    .with("local", local));
            whole.set(evaluation);
            variables.validate(declarations, values, evaluation);
            unknown(evaluation);
            List<TestCase> cases = new ArrayList<>();
            body.blocks("test").forEach(block -> cases(block, evaluation, cases));
            evaluation.throwProblems();
            BLOCKS.forEach(name -> evaluation.vocabulary().add("", name, true));
            return new TestFile(
                    cases,
                    declared,
                    ofRules,
                    evaluation.notEvaluated(),
                    evaluation.vocabulary().entries());
        }

        private Map<String, HclExpression> locals(Evaluation evaluation) {
            Map<String, HclExpression> locals = new TreeMap<>();
            for (HclBlock block : body.blocks("locals")) {
                for (HclAttribute local : block.body().attributes()) {
                    if (locals.putIfAbsent(local.name(), local.value()) != null) {
                        evaluation.problem(local.nameRange(), "the local \"" + local.name() + "\" is set twice");
                    }
                }
                block.body()
                        .blocks()
                        .forEach(b -> evaluation.note("locals." + b.title(), b.typeRange(), "locals are attributes"));
            }
            return locals;
        }

        private void unknown(Evaluation evaluation) {
            body.attributes()
                    .forEach(a -> evaluation.note(a.name(), a.nameRange(), "a test file has only blocks at its top"));
            body.blocks().stream()
                    .filter(block -> !BLOCKS.contains(block.type()))
                    .forEach(block -> evaluation.note(new NotEvaluated(
                            block.title(),
                            Optional.of(block.typeRange()),
                            "the name is not known in a test file",
                            NearestName.of(block.type(), BLOCKS))));
        }

        private void cases(HclBlock block, Evaluation evaluation, List<TestCase> cases) {
            if (block.labels().size() != 2) {
                evaluation.note(
                        block.title(), block.typeRange(), "a test has two labels: test \"schema\" \"what it shows\"");
                return;
            }
            String word = block.labels().getFirst().value();
            if (word.equals("rule")) {
                ofRules++;
                return;
            }
            Optional<TestKind> kind = TestKind.of(word);
            if (kind.isEmpty()) {
                evaluation.note(new NotEvaluated(
                        block.title(),
                        Optional.of(block.labels().getFirst().range()),
                        "there are tests of kind schema, migrate, plan, script and rule",
                        NearestName.of(word, TestKind.words())));
                return;
            }
            TestCaseReader reader = new TestCaseReader(kind.get(), block, file.directory());
            String name = block.labels().get(1).value();
            Optional<HclAttribute> forEach = block.body().attribute("for_each");
            if (forEach.isEmpty()) {
                cases.add(reader.read(name, evaluation));
                return;
            }
            try {
                int turn = 0;
                HclExpression items = forEach.get().value();
                for (Scope each : turns(evaluation.evaluate(items), items.range())) {
                    turn++;
                    cases.add(reader.read(
                            name + "/" + turn,
                            evaluation.seeing(evaluation.scope().with("each", each))));
                }
                if (turn == 0) {
                    namesOfNothing(reader, evaluation).forEach(evaluation::note);
                }
            } catch (HclException e) {
                List<String> reasons = new ArrayList<>(
                        e.problems().stream().map(HclProblem::render).toList());
                namesOfNothing(reader, evaluation).stream()
                        .map(TestCaseReader::shown)
                        .forEach(reasons::add);
                cases.add(reader.broken(name, reasons));
            }
        }

        /** The names in a case that has no items, as if there were one of which nothing is known. */
        private static List<NotEvaluated> namesOfNothing(TestCaseReader reader, Evaluation evaluation) {
            HclValue nothing = new HclValue.Unknown("there is no such item");
            Scope each = Scope.of(Map.of("key", nothing, "value", nothing));
            return reader.unknownNames(evaluation.seeing(evaluation.scope().with("each", each)));
        }

        /** The turns of a map are in the order of its keys; a key of a list's turn is the item, and its number where the item is no text. */
        private static List<Scope> turns(HclValue collection, SourceRange at) {
            List<Scope> turns = new ArrayList<>();
            switch (collection) {
                case HclValue.Fields(SortedMap<String, HclValue> fields) ->
                    fields.forEach(
                            (key, value) -> turns.add(Scope.of(Map.of("key", HclValue.of(key), "value", value))));
                case HclValue.Items(List<HclValue> items) -> {
                    for (HclValue item : items) {
                        HclValue key = item instanceof HclValue.Text ? item : HclValue.of(turns.size() + 1);
                        turns.add(Scope.of(Map.of("key", key, "value", item)));
                    }
                }
                case HclValue.Unknown(String reason) ->
                    throw new HclException(HclProblem.at(at, "\"for_each\" is not known: " + reason));
                case HclValue.Text text -> throw notIterable(text, at);
                case HclValue.Number number -> throw notIterable(number, at);
                case HclValue.Bool bool -> throw notIterable(bool, at);
                case HclValue.Null nothing -> throw notIterable(nothing, at);
            }
            return turns;
        }

        private static HclException notIterable(HclValue value, SourceRange at) {
            return new HclException(
                    HclProblem.at(at, "\"for_each\" must be a list, a set or a map, not " + value.typeName()));
        }
    }
}
