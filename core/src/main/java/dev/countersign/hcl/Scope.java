package dev.countersign.hcl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The names an expression can see. What a name is bound to may be computed only when it is asked for. */
public interface Scope {

    /** What a name stands for: a value, or a further set of names such as {@code var}. */
    sealed interface Binding {
        /** A value. */
        record Value(HclValue value) implements Binding {}

        /** Names below this name. */
        record Names(Scope scope) implements Binding {}
    }

    /**
     * What the name stands for.
     *
     * @throws HclException when computing it fails
     */
    Optional<Binding> find(String name);

    /** All names, for suggestions and for treating the whole scope as an object. */
    Collection<String> names();

    /** A scope of ready values. */
    static Scope of(Map<String, ? extends HclValue> values) {
        SortedMap<String, HclValue> copy = new TreeMap<>(values);
        return new Scope() {
            @Override
            public Optional<Binding> find(String name) {
                return Optional.ofNullable(copy.get(name)).map(Binding.Value::new);
            }

            @Override
            public Collection<String> names() {
                return copy.keySet();
            }
        };
    }

    /** This scope with one more value; it hides an earlier one of the same name. */
    default Scope with(String name, HclValue value) {
        return with(name, new Binding.Value(value));
    }

    /** This scope with names below a name. */
    default Scope with(String name, Scope scope) {
        return with(name, new Binding.Names(scope));
    }

    private Scope with(String name, Binding binding) {
        Scope outer = this;
        Optional<Binding> found = Optional.of(binding);
        return new Scope() {
            @Override
            public Optional<Binding> find(String wanted) {
                return wanted.equals(name) ? found : outer.find(wanted);
            }

            @Override
            public Collection<String> names() {
                Collection<String> all = new ArrayList<>(outer.names());
                all.remove(name);
                all.add(name);
                return all;
            }
        };
    }
}
