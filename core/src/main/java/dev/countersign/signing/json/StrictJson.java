package dev.countersign.signing.json;

import dev.countersign.signing.PlainText;
import dev.countersign.signing.SigningException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads and writes signed JSON. Reading refuses duplicate and unknown fields (unless named {@code x-…}), missing fields,
 * fractions, numbers beyond 2⁵³, half characters, deep nesting, and any layout but the one that writing makes; so the same
 * statement has one text, and a line-oriented tool sees what we see.
 */
public final class StrictJson {
    private static final BigInteger LARGEST = BigInteger.TWO.pow(53);
    private static final int MAX_DEPTH = 32;

    /** How Jackson begins its message about a duplicate; the name in quotes follows. */
    private static final String DUPLICATE = "Duplicate Object property ";

    private final JsonMapper mapper;

    public StrictJson() {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(4 * 1024 * 1024)
                        .maxNameLength(1024)
                        .maxNumberLength(32)
                        .maxTokenCount(2_000_000)
                        .maxDocumentLength(32 * 1024 * 1024)
                        .build())
                .build();
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        mapper = JsonMapper.builder(factory)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
                .defaultPrettyPrinter(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                                .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                                .withObjectEmptySeparator("")
                                .withArrayEmptySeparator(""))
                        .withObjectIndenter(indent)
                        .withArrayIndenter(indent))
                .addModule(new SimpleModule()
                        .addSerializer(Instant.class, new UtcTime.Writer())
                        .addDeserializer(Instant.class, new UtcTime.Reader()))
                .addHandler(new ExtensionFields())
                .build();
    }

    /**
     * Writes a value in the one layout: two spaces, LF, no line feed at the end.
     *
     * @throws JsonFormatException when it holds half a character
     */
    public byte[] write(Object value) {
        return encode(mapper.writeValueAsString(value));
    }

    private static byte[] encode(String json) {
        String escaped = PlainText.escapeJson(json);
        PlainText.firstForbidden(escaped).ifPresent(found -> {
            throw new JsonFormatException("A text holds " + found.describe() + ", which cannot be written.");
        });
        return escaped.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a value.
     *
     * @param json the exact bytes
     * @param type what they should be
     * @param name what to call it in messages, for example {@code manifest}
     * @throws JsonFormatException when anything at all is wrong with it
     */
    public <T> T read(byte[] json, Class<T> type, String name) {
        try {
            String text = PlainText.decode(json);
            scan(text, name);
            T value = mapper.readValue(text, type);
            if (!Arrays.equals(encode(mapper.writeValueAsString(mapper.readTree(text))), json)) {
                throw new JsonFormatException(name + " is not laid out as Countersign writes it");
            }
            return value;
        } catch (UnknownField e) {
            throw new JsonFormatException(name + " " + e.at(PlainText.decode(json)), e);
        } catch (JacksonException e) {
            throw new JsonFormatException(name + " " + explain(e), e);
        } catch (JsonFormatException e) {
            throw e;
        } catch (SigningException e) {
            throw new JsonFormatException(name + ": " + e.getMessage(), e);
        }
    }

    private static String explain(JacksonException e) {
        String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SigningException ours) {
                return line + ours.getMessage();
            }
        }
        if (e instanceof MismatchedInputException) {
            String path = e.getPath().stream()
                    .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                    .collect(Collectors.joining("."));
            return line + "field \"" + path + "\" is missing or has a value of the wrong kind";
        }
        String message = e.getOriginalMessage();
        return line
                + (message.startsWith(DUPLICATE)
                        ? "field " + message.substring(DUPLICATE.length()) + " appears twice"
                        : message);
    }

    /** Walks over all tokens once, for what data binding would not notice. */
    private void scan(String text, String name) {
        try (JsonParser in = mapper.createParser(text)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                String problem = switch (token) {
                    case PROPERTY_NAME -> half(in.currentName());
                    case VALUE_STRING -> half(in.getString());
                    case VALUE_NUMBER_FLOAT -> "numbers must be integers";
                    case VALUE_NUMBER_INT ->
                        in.getBigIntegerValue().abs().compareTo(LARGEST) > 0 ? "a number is beyond 2^53" : "";
                    case START_OBJECT,
                            END_OBJECT,
                            VALUE_TRUE,
                            VALUE_FALSE,
                            VALUE_NULL,
                            START_ARRAY,
                            END_ARRAY,
                            NOT_AVAILABLE,
                            VALUE_EMBEDDED_OBJECT -> "";
                };
                if (!problem.isEmpty()) {
                    throw new JsonFormatException(
                            name + " line " + in.currentTokenLocation().getLineNr() + ": " + problem);
                }
            }
        }
    }

    private static String half(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (Character.isHighSurrogate(c)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1))) {
                at++;
            } else if (Character.isSurrogate(c)) {
                return "a text holds half a character";
            }
        }
        return "";
    }

    /** A field that nobody knows. Where it stands is not known while it is found, as fields are kept back for constructors. */
    private static final class UnknownField extends SigningException {
        private static final long serialVersionUID = 1L;
        private final String field;

        UnknownField(String field) {
            super("field \"" + field + "\" is not known to this version");
            this.field = field;
        }

        String at(String text) {
            int found = text.indexOf("\"" + field + "\":");
            long line = text.substring(0, Math.max(found, 0)).lines().count();
            return found < 0 ? getMessage() : "line " + Math.max(line, 1) + ": " + getMessage();
        }
    }

    /** Lets fields named {@code x-…} pass and refuses all others that are not known. */
    private static final class ExtensionFields extends DeserializationProblemHandler {
        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context, JsonParser in, ValueDeserializer<?> reader, Object bean, String field) {
            if (!field.startsWith("x-")) {
                throw new UnknownField(field);
            }
            in.skipChildren();
            return true;
        }
    }
}
