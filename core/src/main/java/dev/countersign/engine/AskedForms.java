package dev.countersign.engine;

import dev.countersign.plan.LockSafe;
import dev.countersign.plan.LockSafe.Form;
import dev.countersign.plan.Planner;
import dev.countersign.plan.Wording;
import dev.countersign.policy.DiffPolicy;
import dev.countersign.policy.Setting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * In which forms the policy wants statements.
 *
 * @param lockSafe which changes are planned without stopping others; sizes of tables are not known to it
 * @param wordings words of statements, with the place that asks for them
 * @param lockSafePlaces lock-safe forms, with the place that asks for them
 */
record AskedForms(LockSafe lockSafe, Map<Wording, String> wordings, Map<Form, String> lockSafePlaces) {
    AskedForms {
        wordings = Map.copyOf(wordings);
        lockSafePlaces = Map.copyOf(lockSafePlaces);
    }

    /** The plain forms. */
    static AskedForms plain() {
        return new AskedForms(LockSafe.never(), Map.of(), Map.of());
    }

    /** @param file the project file's name, for places */
    static AskedForms of(DiffPolicy diff, String file) {
        Map<Form, String> forms = new EnumMap<>(Form.class);
        for (Form form : Form.values()) {
            Setting<Boolean> setting = setting(diff, form);
            if (setting.value()) {
                forms.put(form, "diff." + name(form) + " (" + place(setting, file) + ")");
            }
        }
        Map<Wording, String> wordings = new EnumMap<>(Wording.class);
        diff.wordings().forEach((wording, setting) -> {
            if (setting.value()) {
                wordings.put(wording, "diff." + wording.hclName() + " (" + place(setting, file) + ")");
            }
        });
        return new AskedForms(
                new LockSafe(forms.keySet(), diff.lockSafe().fromRows().value(), Map.of()), wordings, forms);
    }

    private static Setting<Boolean> setting(DiffPolicy diff, Form form) {
        return switch (form) {
            case CREATE_INDEX -> diff.concurrentCreate();
            case DROP_INDEX -> diff.concurrentDrop();
            case NOT_NULL -> diff.lockSafe().notNull();
            case CHECK -> diff.lockSafe().check();
            case FOREIGN_KEY -> diff.lockSafe().foreignKey();
            case UNIQUE -> diff.lockSafe().unique();
        };
    }

    private static String name(Form form) {
        return switch (form) {
            case CREATE_INDEX -> "concurrent_index.create";
            case DROP_INDEX -> "concurrent_index.drop";
            case NOT_NULL -> "not_null.lock_safe";
            case CHECK -> "check.lock_safe";
            case FOREIGN_KEY -> "foreign_key.lock_safe";
            case UNIQUE -> "unique.lock_safe";
        };
    }

    private static String place(Setting<?> setting, String file) {
        return file + setting.range().map(r -> ":" + r.line()).orElse("");
    }

    /** What is asked for and does not apply to a dialect, one sentence each. */
    List<String> notApplicable(Planner planner, String product) {
        List<String> places = new ArrayList<>();
        lockSafePlaces.forEach((form, place) -> {
            if (!planner.lockSafeForms().contains(form)) {
                places.add(place);
            }
        });
        wordings.forEach((wording, place) -> {
            if (!planner.wordings().contains(wording)) {
                places.add(place);
            }
        });
        return places.stream()
                .sorted()
                .map(place -> place + " does not apply to " + product + ", which has no such form.")
                .toList();
    }
}
