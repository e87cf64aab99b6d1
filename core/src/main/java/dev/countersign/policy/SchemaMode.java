package dev.countersign.policy;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which kinds of objects an environment compares ({@code schema.mode}).
 *
 * @param settings what the project file says
 */
public record SchemaMode(Map<Part, Setting<Boolean>> settings) {

    /** What can be compared or not; as in Atlas, roles and permissions only when the project file asks for them. */
    public enum Part {
        /** roles, users and memberships */
        ROLES(false),
        /** what is granted, and by default */
        PERMISSIONS(false),
        /** tables with everything in them */
        TABLES(true),
        /** views and materialized views */
        VIEWS(true),
        /** functions, procedures and aggregates */
        FUNCS(true),
        /** triggers and event triggers */
        TRIGGERS(true),
        /** enums, domains, composite and range types */
        TYPES(true),
        /** everything that has no word of its own, such as sequences and extensions */
        OBJECTS(true),
        /** schemas themselves */
        SCHEMAS(true);

        private final boolean standard;

        Part(boolean standard) {
            this.standard = standard;
        }

        /** The name in the project file. */
        public String hclName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What holds when the project file says nothing. */
    public static final SchemaMode DEFAULT = new SchemaMode(Map.of());

    /** Copies the map. */
    public SchemaMode {
        settings = settings.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(settings));
    }

    /** Whether that part is compared. */
    public boolean compares(Part part) {
        return Optional.ofNullable(settings.get(part)).map(Setting::value).orElse(part.standard);
    }

    /** Why that part is not compared, for people. */
    public String reason(Part part, String file) {
        return Optional.ofNullable(settings.get(part))
                .map(s -> "schema.mode." + part.hclName() + " = false (" + file
                        + s.range().map(r -> ":" + r.line()).orElse("") + ")")
                .orElse("schema.mode in " + file + " does not say " + part.hclName() + " = true");
    }

    static SchemaMode read(BlockReader reader) {
        Map<Part, Setting<Boolean>> settings = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            reader.bool(part.hclName()).ifPresent(setting -> settings.put(part, setting));
        }
        reader.keyword("sensitive", Sensitive.class)
                .filter(s -> s.value() == Sensitive.ALLOW)
                .ifPresent(s -> reader.evaluation()
                        .note(
                                reader.path("sensitive"),
                                s.range().orElseThrow(),
                                "passwords are never read, so there is nothing to allow"));
        reader.finish();
        return new SchemaMode(settings);
    }

    private enum Sensitive {
        ALLOW,
        DENY
    }
}
