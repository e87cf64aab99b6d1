package dev.countersign.explain;

import dev.countersign.hcl.SourceRange;
import java.util.Optional;

/**
 * Something that a value was made from.
 *
 * @param name as expressions write it: {@code var.destructive}, {@code local.keep}, {@code getenv("CI")}, {@code data.sql.tenants}
 * @param value its value as text; empty when it must not be shown or is not known
 * @param from where the value comes from, as half a sentence: {@code --var}, {@code its default}
 * @param place where it is declared; empty for environment variables
 */
public record Origin(String name, String value, String from, Optional<SourceRange> place) {

    /** One clause: {@code var.destructive = false (its default, line 3)}. */
    public String text() {
        String shown = value.isEmpty() ? "" : " = " + value;
        String where = place.map(p -> ", line " + p.line()).orElse("");
        return name + shown + " (" + from + where + ")";
    }
}
