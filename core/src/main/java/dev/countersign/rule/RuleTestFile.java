package dev.countersign.rule;

import dev.countersign.hcl.Budget;
import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.Evaluator;
import dev.countersign.hcl.Functions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.Scope;
import dev.countersign.rule.RuleTest.Expected;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A file of tests of rules, {@code *.test.hcl}:
 *
 * <pre>
 * test "rule" "orders have no key" {
 *   rules     = ["schema.rule.hcl"]
 *   schema    = "CREATE TABLE orders (id int);"
 *   migration = "ALTER TABLE orders ADD COLUMN note text;"
 *   expect {
 *     rule   = "require-primary-key"
 *     object = "public.orders"
 *   }
 * }
 * </pre>
 *
 * <p>Anything unknown refuses the file: a test that is half understood proves nothing.
 */
public final class RuleTestFile {
    /** What a test can say beside what it expects. */
    static final List<String> ATTRIBUTES = List.of("rules", "vars", "dialect", "schema", "migration");
    /** What can be expected. */
    static final List<String> EXPECTED = List.of("rule", "object", "message");

    /** What else is tested by files of this name, with a database; the first label. */
    private static final List<String> OTHER_KINDS = List.of("schema", "migrate", "plan", "script");

    /** What a file may say beside that for the sake of such tests. */
    private static final List<String> OF_OTHERS = List.of("variable", "locals");

    private RuleTestFile() {}

    /**
     * What a file holds.
     *
     * @param tests the tests of rules, in the file's order
     * @param others how many tests of other kinds it holds
     */
    public record Content(List<RuleTest> tests, int others) {
        public Content {
            tests = List.copyOf(tests);
        }
    }

    /**
     * The tests of a file.
     *
     * @param directory where the tests' paths start
     * @throws HclException with every problem found
     */
    public static Content read(HclSource source, Path directory) {
        HclBody body = HclFile.parse(source).orThrow().body();
        List<HclBlock> blocks = body.blocks().stream().filter(b -> !ofOthers(b)).toList();
        int others = body.blocks("test").size()
                - (int) blocks.stream().filter(b -> b.type().equals("test")).count();
        List<HclProblem> problems = new ArrayList<>();
        body.attributes().forEach(a -> problems.add(HclProblem.at(a.range(), "only test blocks are known here")));
        List<RuleTest> tests = new ArrayList<>();
        for (HclBlock block : blocks) {
            if (others > 0 && OF_OTHERS.contains(block.type())) {
                continue;
            }
            if (!block.type().equals("test")) {
                problems.add(HclProblem.unknownName(
                        block.typeRange(), "only test blocks are known here", block.type(), List.of("test")));
            } else if (block.labels().size() != 2
                    || !block.labels().getFirst().value().equals("rule")) {
                problems.add(
                        HclProblem.at(block.typeRange(), "only tests of rules are known here: test \"rule\" \"name\""));
            } else {
                test(block, directory, problems).ifPresent(tests::add);
            }
        }
        if (!problems.isEmpty()) {
            throw new HclException(problems);
        }
        return new Content(tests, others);
    }

    private static boolean ofOthers(HclBlock block) {
        return block.type().equals("test")
                && block.labels().size() == 2
                && OTHER_KINDS.contains(block.labels().getFirst().value());
    }

    private static Optional<RuleTest> test(HclBlock block, Path directory, List<HclProblem> problems) {
        int before = problems.size();
        known(block.body(), ATTRIBUTES, List.of("expect"), problems);
        List<Expected> expected = new ArrayList<>();
        for (HclBlock inner : block.body().blocks("expect")) {
            known(inner.body(), EXPECTED, List.of(), problems);
            Optional<String> rule = text(inner.body(), "rule", problems);
            if (rule.isEmpty()) {
                problems.add(HclProblem.at(inner.typeRange(), "\"expect\" needs rule = \"name of the rule\""));
            }
            expected.add(new Expected(
                    rule.orElse(""), text(inner.body(), "object", problems), text(inner.body(), "message", problems)));
        }
        Optional<String> schema = text(block.body(), "schema", problems);
        Optional<String> migration = text(block.body(), "migration", problems);
        if (schema.isEmpty() && migration.isEmpty()) {
            problems.add(HclProblem.at(block.typeRange(), "the test needs a schema, a migration or both, as SQL"));
        }
        List<String> rules = texts(block.body(), problems);
        if (rules.isEmpty()) {
            problems.add(HclProblem.at(block.typeRange(), "the test needs rules = [\"my.rule.hcl\"]"));
        }
        Map<String, HclValue> vars = new TreeMap<>();
        block.body()
                .attribute("vars")
                .ifPresent(a -> value(a, problems).ifPresent(v -> {
                    if (v instanceof HclValue.Fields fields) {
                        vars.putAll(fields.values());
                    } else {
                        problems.add(HclProblem.at(a.range(), "\"vars\" must be an object: vars = { name = value }"));
                    }
                }));
        Optional<String> dialect = text(block.body(), "dialect", problems);
        if (problems.size() > before) {
            return Optional.empty();
        }
        return Optional.of(new RuleTest(
                block.labels().get(1).value(),
                block.typeRange().file() + ":" + block.typeRange().line(),
                directory,
                rules,
                new TreeMap<>(vars),
                dialect,
                schema.orElse(""),
                migration,
                expected));
    }

    private static void known(HclBody body, List<String> attributes, List<String> blocks, List<HclProblem> problems) {
        body.attributes().stream()
                .filter(a -> !attributes.contains(a.name()))
                .forEach(a -> problems.add(HclProblem.unknownName(
                        a.nameRange(), "\"" + a.name() + "\" is not known here", a.name(), attributes)));
        body.blocks().stream()
                .filter(b -> !blocks.contains(b.type()))
                .forEach(b -> problems.add(HclProblem.unknownName(
                        b.typeRange(), "\"" + b.type() + "\" is not known here", b.type(), blocks)));
    }

    private static Optional<String> text(HclBody body, String name, List<HclProblem> problems) {
        return body.attribute(name)
                .flatMap(a -> value(a, problems).flatMap(v -> {
                    Optional<String> text = Conversions.text(v);
                    if (text.isEmpty()) {
                        problems.add(HclProblem.at(a.range(), "\"" + name + "\" must be a string"));
                    }
                    return text;
                }));
    }

    private static List<String> texts(HclBody body, List<HclProblem> problems) {
        Optional<HclAttribute> rules = body.attribute("rules");
        List<HclValue> items = rules.flatMap(a -> value(a, problems))
                .map(v -> v instanceof HclValue.Items(List<HclValue> list) ? list : List.of(v))
                .orElse(List.of());
        List<String> texts =
                items.stream().flatMap(v -> Conversions.text(v).stream()).toList();
        if (texts.size() < items.size()) {
            problems.add(HclProblem.at(rules.orElseThrow().range(), "\"rules\" must be a list of strings"));
        }
        return texts;
    }

    private static Optional<HclValue> value(HclAttribute attribute, List<HclProblem> problems) {
        try {
            return Optional.of(new Evaluator(Functions.standard(), new Budget(Budget.DEFAULT_STEPS))
                    .evaluate(attribute.value(), Scope.of(Map.of())));
        } catch (HclException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }
}
