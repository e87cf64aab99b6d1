package dev.countersign.gotemplate;

import dev.countersign.gotemplate.TemplateNode.Command;
import dev.countersign.gotemplate.TemplateNode.Operand;
import dev.countersign.gotemplate.TemplateNode.Pipeline;
import dev.countersign.hcl.HclBudgetException;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.SourceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One run of a template: what it writes, and what that may still cost. */
final class TemplateRun {

    private static final int MAX_STEPS = 1_000_000;
    private static final int MAX_OUTPUT = 16 * 1024 * 1024;
    private static final int MAX_CALLS = 64;

    /** How the names of functions begin that are called of a value. */
    private static final String METHOD = ".";

    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    /** The variables of a part; those further out are seen and can be set. */
    private record Frame(Optional<Frame> outer, Map<String, HclValue> values) {
        Frame inner() {
            return new Frame(Optional.of(this), new HashMap<>());
        }

        HclValue get(String name) {
            HclValue own = values.get(name);
            return own != null ? own : outer.orElseThrow().get(name);
        }

        void set(String name, HclValue value) {
            if (values.containsKey(name) || outer.isEmpty()) {
                values.put(name, value);
            } else {
                outer.get().set(name, value);
            }
        }
    }

    private final Map<String, List<TemplateNode>> templates;
    private final Map<String, TemplateFunction> functions;
    private final StringBuilder out = new StringBuilder();
    private int steps;
    private int calls;

    TemplateRun(Map<String, List<TemplateNode>> templates, Map<String, TemplateFunction> functions) {
        this.templates = templates;
        this.functions = functions;
    }

    String write(List<TemplateNode> nodes, HclValue data) {
        nodes(nodes, data, root(data));
        return out.toString();
    }

    private static Frame root(HclValue data) {
        return new Frame(Optional.empty(), new HashMap<>(Map.of("", data)));
    }

    private Flow nodes(List<TemplateNode> nodes, HclValue dot, Frame frame) {
        for (TemplateNode node : nodes) {
            Flow flow = switch (node) {
                case TemplateNode.Text(String text) -> {
                    append(text);
                    yield Flow.ON;
                }
                case TemplateNode.Output(Pipeline pipeline) -> {
                    output(pipeline, dot, frame);
                    yield Flow.ON;
                }
                case TemplateNode.If branch -> {
                    Frame inner = frame.inner();
                    HclValue value = set(branch.condition(), dot, inner);
                    yield nodes(
                            truth(value, branch.condition().range()) ? branch.then() : branch.otherwise(), dot, inner);
                }
                case TemplateNode.With with -> {
                    Frame inner = frame.inner();
                    HclValue value = set(with.value(), dot, inner);
                    yield truth(value, with.value().range())
                            ? nodes(with.then(), value, inner)
                            : nodes(with.otherwise(), dot, inner);
                }
                case TemplateNode.Range range -> range(range, dot, frame);
                case TemplateNode.Invoke invoke -> {
                    invoke(invoke, dot, frame);
                    yield Flow.ON;
                }
                case TemplateNode.Leave(boolean forGood) -> forGood ? Flow.BREAK : Flow.CONTINUE;
            };
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    private void output(Pipeline pipeline, HclValue dot, Frame frame) {
        HclValue value = set(pipeline, dot, frame);
        if (pipeline.variables().isEmpty()) {
            // what is nothing would be written as "<no value>", which no reader of the result wants
            if (value == HclValue.Null.NULL) {
                throw fail(pipeline.range(), "there is no value to write here");
            }
            append(guarded(pipeline.range(), "this", () -> TemplateText.of(value)));
        }
    }

    private Flow range(TemplateNode.Range range, HclValue dot, Frame frame) {
        HclValue items = value(range.items(), dot, frame);
        SourceRange at = range.items().range();
        List<HclValue> keys = new ArrayList<>();
        List<HclValue> values = new ArrayList<>();
        switch (items) {
            case HclValue.Items(List<HclValue> list) -> {
                for (HclValue item : list) {
                    keys.add(HclValue.of(keys.size()));
                    values.add(item);
                }
            }
            case HclValue.Fields fields ->
                fields.values().forEach((name, field) -> {
                    keys.add(HclValue.of(name));
                    values.add(field);
                });
            case HclValue.Number ignored -> {
                int count = guarded(at, "range", () -> BuiltIns.whole(items));
                spend(Math.max(0, count), at);
                for (int i = 0; i < count; i++) {
                    keys.add(HclValue.of(i));
                    values.add(HclValue.of(i));
                }
            }
            case HclValue.Null ignored -> {}
            case HclValue.Text ignored -> throw fail(at, "range needs a list, an object or a number, not string");
            case HclValue.Bool ignored -> throw fail(at, "range needs a list, an object or a number, not bool");
            case HclValue.Unknown(String reason) -> throw fail(at, "this is not known: " + reason);
        }
        if (values.isEmpty()) {
            return nodes(range.otherwise(), dot, frame.inner());
        }
        List<String> names = range.items().variables();
        for (int i = 0; i < values.size(); i++) {
            spend(1, at);
            Frame inner = frame.inner();
            if (!names.isEmpty()) {
                put(range.items(), names.getLast(), values.get(i), inner);
            }
            if (names.size() == 2) {
                put(range.items(), names.getFirst(), keys.get(i), inner);
            }
            if (nodes(range.body(), values.get(i), inner) == Flow.BREAK) {
                break;
            }
        }
        return Flow.ON;
    }

    private void invoke(TemplateNode.Invoke invoke, HclValue dot, Frame frame) {
        List<TemplateNode> nodes = templates.get(invoke.name());
        if (nodes == null) {
            throw new HclException(HclProblem.unknownName(
                    invoke.range(),
                    "there is no template \"" + invoke.name() + "\"",
                    invoke.name(),
                    templates.keySet()));
        }
        HclValue data =
                invoke.data().map(pipeline -> value(pipeline, dot, frame)).orElse(HclValue.Null.NULL);
        if (++calls > MAX_CALLS) {
            throw new HclBudgetException(
                    HclProblem.at(invoke.range(), "templates use each other more than " + MAX_CALLS + " levels deep"));
        }
        nodes(nodes, data, root(data));
        calls--;
    }

    /** The pipeline's value, its variables set. */
    private HclValue set(Pipeline pipeline, HclValue dot, Frame frame) {
        HclValue value = value(pipeline, dot, frame);
        for (String name : pipeline.variables()) {
            put(pipeline, name, value, frame);
        }
        return value;
    }

    private static void put(Pipeline pipeline, String name, HclValue value, Frame frame) {
        if (pipeline.declares()) {
            frame.values().put(name, value);
        } else {
            frame.set(name, value);
        }
    }

    private HclValue value(Pipeline pipeline, HclValue dot, Frame frame) {
        Optional<HclValue> handedOn = Optional.empty();
        for (Command command : pipeline.commands()) {
            handedOn = Optional.of(command(command, dot, frame, handedOn));
        }
        return handedOn.orElseThrow();
    }

    private HclValue command(Command command, HclValue dot, Frame frame, Optional<HclValue> handedOn) {
        spend(1, command.range());
        if (command.words().size() > 1 && command.words().getFirst() instanceof Operand.Field method) {
            return method(method, command.words().subList(1, command.words().size()), dot, frame);
        }
        if (!(command.words().getFirst() instanceof Operand.Function(String name, SourceRange range))) {
            return value(command.words().getFirst(), dot, frame);
        }
        List<Operand> words = command.words().subList(1, command.words().size());
        if (name.equals("and") || name.equals("or")) {
            return decided(name.equals("or"), words, handedOn, range, dot, frame);
        }
        List<HclValue> arguments = new ArrayList<>();
        words.forEach(word -> arguments.add(value(word, dot, frame)));
        handedOn.ifPresent(arguments::add);
        return call(name, range, arguments);
    }

    private HclValue method(Operand.Field method, List<Operand> words, HclValue dot, Frame frame) {
        String name = METHOD + method.name();
        if (!functions.containsKey(name)) {
            throw new HclException(HclProblem.unknownName(
                    method.range(),
                    "there is no method \"" + method.name() + "\" that takes arguments",
                    method.name(),
                    functions.keySet().stream()
                            .filter(f -> f.startsWith(METHOD))
                            .map(f -> f.substring(METHOD.length()))
                            .toList()));
        }
        List<HclValue> arguments = new ArrayList<>(List.of(value(method.of(), dot, frame)));
        words.forEach(word -> arguments.add(value(word, dot, frame)));
        return call(name, method.range(), arguments);
    }

    private HclValue call(String name, SourceRange range, List<HclValue> arguments) {
        TemplateFunction function = functions.get(name);
        if (function == null) {
            throw new HclException(
                    HclProblem.unknownName(range, "there is no function \"" + name + "\"", name, functions.keySet()));
        }
        HclValue result = guarded(range, name, () -> function.call(arguments));
        if (result instanceof HclValue.Text(String text)) {
            spend(text.length() / 16, range);
        }
        return result;
    }

    /** {@code and} and {@code or}: the first value that decides, else the last one. */
    private HclValue decided(
            boolean decisive,
            List<Operand> words,
            Optional<HclValue> handedOn,
            SourceRange range,
            HclValue dot,
            Frame frame) {
        Optional<HclValue> last = Optional.empty();
        for (Operand word : words) {
            HclValue value = value(word, dot, frame);
            if (truth(value, word.range()) == decisive) {
                return value;
            }
            last = Optional.of(value);
        }
        if (handedOn.isPresent()) {
            return handedOn.get();
        }
        return last.orElseThrow(() -> fail(range, "\"and\" and \"or\" need values"));
    }

    private HclValue value(Operand operand, HclValue dot, Frame frame) {
        spend(1, operand.range());
        return switch (operand) {
            case Operand.Constant(HclValue value, SourceRange ignored) -> value;
            case Operand.Dot ignored -> dot;
            case Operand.Variable(String name, SourceRange ignored) -> frame.get(name);
            case Operand.Group(Pipeline pipeline, SourceRange ignored) -> value(pipeline, dot, frame);
            case Operand.Function(String name, SourceRange range) -> call(name, range, List.of());
            case Operand.Field field -> field(value(field.of(), dot, frame), field.name(), field.range());
        };
    }

    private static HclValue field(HclValue of, String name, SourceRange range) {
        if (of instanceof HclValue.Fields fields) {
            HclValue value = fields.values().get(name);
            if (value != null) {
                return value;
            }
            throw new HclException(HclProblem.unknownName(
                    range,
                    "there is no field \"" + name + "\" here",
                    name,
                    fields.values().keySet()));
        }
        throw fail(range, "\"" + name + "\" is asked of a value that is " + of.typeName() + ", which has no fields");
    }

    private static boolean truth(HclValue value, SourceRange range) {
        return guarded(range, "this", () -> BuiltIns.truth(value));
    }

    private static <T> T guarded(SourceRange range, String what, Supplier<T> action) {
        try {
            return action.get();
        } catch (IllegalArgumentException e) {
            throw new HclException(List.of(HclProblem.at(range, what + " " + e.getMessage())), e);
        }
    }

    private void append(String text) {
        if (out.length() + text.length() > MAX_OUTPUT) {
            throw new HclBudgetException(HclProblem.at(
                    new HclSource("template", "").range(0, 0),
                    "a template writes at most " + MAX_OUTPUT + " characters"));
        }
        out.append(text);
    }

    private void spend(int cost, SourceRange range) {
        steps += Math.max(0, cost);
        if (steps > MAX_STEPS || steps < 0) {
            throw new HclBudgetException(HclProblem.at(range, "running this template takes too many steps"));
        }
    }

    private static HclException fail(SourceRange range, String message) {
        return new HclException(HclProblem.at(range, message));
    }
}
