package dev.countersign.hcl;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An evaluated value. The text forms of values never show texts, since any text may come from a secret. */
public sealed interface HclValue {

    /** The type's name in messages. */
    String typeName();

    /** A string. */
    record Text(String value) implements HclValue {
        @Override
        public String typeName() {
            return "string";
        }

        @Override
        public String toString() {
            return "string of " + value.length() + " characters";
        }
    }

    /** An exact decimal number without trailing zeros. */
    record Number(BigDecimal value) implements HclValue {

        private static final int MAX_EXPONENT = 2000;

        /** @throws ArithmeticException when the number has more than 2000 digits before or after the point */
        public Number {
            if (!isInRange(value)) {
                throw new ArithmeticException("the number is out of range");
            }
            value = value.stripTrailingZeros();
        }

        static boolean isInRange(BigDecimal value) {
            long magnitude = (long) value.precision() - value.scale();
            return value.signum() == 0 && Math.abs((long) value.scale()) <= MAX_EXPONENT
                    || Math.abs(magnitude) <= MAX_EXPONENT && Math.abs((long) value.scale()) <= MAX_EXPONENT;
        }

        @Override
        public String typeName() {
            return "number";
        }

        /** Plain decimal digits, without an exponent. */
        public String digits() {
            return value.toPlainString();
        }
    }

    /** A boolean. */
    record Bool(boolean value) implements HclValue {
        @Override
        public String typeName() {
            return "bool";
        }
    }

    /** A list, tuple or set; a set is a list without repetitions, in sorted order. */
    record Items(List<HclValue> values) implements HclValue {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String typeName() {
            return "list";
        }
    }

    /** An object or map; keys are always visited in sorted order. */
    record Fields(SortedMap<String, HclValue> values) implements HclValue {
        public Fields {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }

        @Override
        public String typeName() {
            return "object";
        }
    }

    /** {@code null}. */
    enum Null implements HclValue {
        /** The only one. */
        NULL;

        @Override
        public String typeName() {
            return "null";
        }
    }

    /**
     * A value that is not known because what would produce it is not run here.
     *
     * @param reason a clause that names what is not run
     */
    record Unknown(String reason) implements HclValue {
        @Override
        public String typeName() {
            return "unknown";
        }
    }

    /** A string. */
    static Text of(String value) {
        return new Text(value);
    }

    /** A boolean. */
    static Bool of(boolean value) {
        return new Bool(value);
    }

    /** A whole number. */
    static Number of(long value) {
        return new Number(BigDecimal.valueOf(value));
    }

    /** A list. */
    static Items of(List<? extends HclValue> values) {
        return new Items(List.copyOf(values));
    }

    /** An object. */
    static Fields of(Map<String, ? extends HclValue> values) {
        return new Fields(new TreeMap<>(values));
    }
}
