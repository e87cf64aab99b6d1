package dev.countersign.app.cli;

/** Names of output formats. */
final class Formats {
    private Formats() {}

    /** The format's name; {@code {{ json . }}} is Atlas's spelling of json. */
    static String name(String format) {
        return format.replaceAll("\\s", "").equals("{{json.}}") ? "json" : format;
    }
}
