package dev.countersign.rule;

import dev.countersign.hcl.HclValue;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What rules can ask of one kind of object.
 *
 * @param name the word that rule files use
 * @param attributes what can be asked, by name
 */
record Kind(String name, SortedMap<String, Attribute> attributes) {

    Kind {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** Something that can be asked of an object. */
    sealed interface Attribute {

        /** A plain value; null when the object has none. */
        record Plain(Function<Subject, HclValue> read) implements Attribute {}

        /**
         * Another object, if there is one.
         *
         * @param kind its kind
         * @param byName whether expressions see its name instead of the object; blocks always see the object
         */
        record One(String kind, boolean byName, Function<Subject, Optional<Subject>> read) implements Attribute {}

        /** The objects inside this one. */
        record Many(String kind, Function<Subject, List<Subject>> read) implements Attribute {}
    }
}
