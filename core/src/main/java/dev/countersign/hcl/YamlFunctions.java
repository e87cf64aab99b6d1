package dev.countersign.hcl;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** {@code yamldecode} and {@code yamlencode}: YAML 1.2, one document, plain data only. */
final class YamlFunctions {

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(50)
            .setCodePointLimit(HclSource.MAX_BYTES)
            .build();

    private YamlFunctions() {}

    static void addTo(Map<String, HclFunction> all) {
        all.put("yamlencode", c -> {
            String yaml = YamlText.write(c.expect(1, 1).arguments().getFirst());
            c.reserveText(yaml.length());
            return HclValue.of(yaml);
        });
        all.put("yamldecode", c -> {
            String text = c.expect(1, 1).text(0);
            c.reserveText(16L * text.length());
            try {
                limitNesting(c, text);
                return value(c, new Load(SETTINGS).loadFromString(text));
            } catch (MarkedYamlEngineException e) {
                throw c.fail("cannot read its text as YAML"
                        + e.getProblemMark()
                                .map(m -> " (line " + (m.getLine() + 1) + ", column " + (m.getColumn() + 1) + ")")
                                .orElse(""));
            } catch (YamlEngineException | ArithmeticException e) {
                throw c.fail("cannot read its text as one YAML document of plain data");
            }
        });
    }

    /** The loader is recursive, so what it is given must not be deep; the parser before it is not. */
    private static void limitNesting(FunctionCall call, String text) {
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            depth += switch (event.getEventId()) {
                case MappingStart, SequenceStart -> 1;
                case MappingEnd, SequenceEnd -> -1;
                case Alias, Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> 0;
            };
            if (depth > Tokens.MAX_DEPTH) {
                throw call.fail("reads YAML that is nested at most " + Tokens.MAX_DEPTH + " levels deep");
            }
        }
    }

    private static HclValue value(FunctionCall call, Object data) {
        call.reserveItems(1);
        return switch (data) {
            case null -> HclValue.Null.NULL;
            case String text -> HclValue.of(text);
            case Boolean bool -> HclValue.of(bool);
            case Integer number -> HclValue.of(number);
            case Long number -> HclValue.of(number);
            case BigInteger number -> new HclValue.Number(new BigDecimal(number));
            case Double number when Double.isFinite(number) -> new HclValue.Number(BigDecimal.valueOf(number));
            case List<?> items -> {
                List<HclValue> values = new ArrayList<>();
                items.forEach(item -> values.add(value(call, item)));
                yield HclValue.of(values);
            }
            case Map<?, ?> fields -> {
                Map<String, HclValue> values = new TreeMap<>();
                fields.forEach((key, item) -> {
                    Optional<String> name = Conversions.text(value(call, key));
                    values.put(name.orElseThrow(() -> call.fail("needs keys that are texts")), value(call, item));
                });
                yield HclValue.of(values);
            }
            default -> throw call.fail("reads only texts, numbers, bools, lists and objects");
        };
    }
}
