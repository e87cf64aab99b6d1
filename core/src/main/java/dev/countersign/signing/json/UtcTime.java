package dev.countersign.signing.json;

import dev.countersign.signing.SigningException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/** Times in signed JSON: UTC, whole seconds, {@code YYYY-MM-DDTHH:MM:SSZ} and nothing else. */
public final class UtcTime {
    private static final int LENGTH = "2026-11-21T18:00:00Z".length();

    private UtcTime() {}

    /**
     * @param text {@code YYYY-MM-DDTHH:MM:SSZ}
     * @throws SigningException when it has another form or names no real time
     */
    public static Instant parse(String text) {
        try {
            Instant time = Instant.parse(text);
            if (text.length() == LENGTH && time.toString().equals(text)) {
                return time;
            }
        } catch (DateTimeParseException e) {
            throw new SigningException("\"" + text + "\" is not a time of the form 2026-11-21T18:00:00Z", e);
        }
        throw new SigningException("\"" + text + "\" is not a time of the form 2026-11-21T18:00:00Z");
    }

    /** The text form, cut to whole seconds. */
    public static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Cuts to whole seconds, so that a value read back equals the value written. */
    public static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    static final class Writer extends ValueSerializer<Instant> {
        @Override
        public void serialize(Instant time, JsonGenerator out, SerializationContext context) {
            out.writeString(text(time));
        }
    }

    static final class Reader extends ValueDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) {
            return parse(in.getString());
        }
    }
}
