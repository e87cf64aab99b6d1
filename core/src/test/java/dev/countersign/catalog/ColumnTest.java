package dev.countersign.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Its equality is written out, so that a new component could be forgotten there. */
class ColumnTest {
    private static final Object[] ONE = {
        "a",
        "integer",
        true,
        Optional.of("1"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        new TreeMap<>(),
        Optional.empty()
    };

    private static final Object[] OTHER = {
        "b",
        "bigint",
        false,
        Optional.of("2"),
        Optional.of(new Generated("x", Generated.Storage.STORED)),
        Optional.of(new Identity(
                Identity.Generation.ALWAYS, new SequenceOptions("integer", 1, 1, 1, Integer.MAX_VALUE, 1, false))),
        Optional.of("pg_catalog.\"C\""),
        true,
        new TreeMap<>(Map.of("storage", "MAIN")),
        Optional.of("said")
    };

    @TestFactory
    DynamicTest[] everyComponentCounts() throws ReflectiveOperationException {
        RecordComponent[] components = Column.class.getRecordComponents();
        Constructor<Column> constructor = Column.class.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        Column one = constructor.newInstance(ONE);
        DynamicTest[] tests = new DynamicTest[components.length];
        for (int i = 0; i < components.length; i++) {
            Object[] parts = ONE.clone();
            parts[i] = OTHER[i];
            Column other = constructor.newInstance(parts);
            tests[i] = DynamicTest.dynamicTest(
                    components[i].getName(), () -> assertThat(other).isNotEqualTo(one));
        }
        assertThat(constructor.newInstance(ONE)).isEqualTo(one).hasSameHashCodeAs(one);
        return tests;
    }
}
