package dev.countersign.postgres.lint;

import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of the values of one type another one cannot hold.
 *
 * @param what in words
 * @param condition what is true of such a value; empty when only a conversion of each could tell
 */
record TypeLoss(String what, Optional<String> condition) {
    private static final Pattern TYPE =
            Pattern.compile("([a-z \"]+?)(?:\\((\\d+)(?:,(-?\\d+))?\\))?((?: with| without) time zone)?");
    private static final int MICROSECONDS = 6;

    /** What a value of type {@code name} holds (manual, 8.3). */
    private static final int NAME_BYTES = 63;

    private static final int UTF8_BYTES = 4;

    /** Digits that a double holds whatever they are. */
    private static final int DOUBLE_DIGITS = 15;

    /** Every number of such a type has fewer digits, or as many and may be greater. */
    private enum Whole {
        SMALLINT(5, "-32768", "32767"),
        INTEGER(10, "-2147483648", "2147483647"),
        BIGINT(19, "-9223372036854775808", "9223372036854775807");

        private final int digits;
        private final String least;
        private final String most;

        Whole(int digits, String least, String most) {
            this.digits = digits;
            this.least = least;
            this.most = most;
        }

        int bits() {
            return new BigInteger(most).bitLength() + 1;
        }
    }

    private enum Family {
        WHOLE,
        NUMERIC,
        REAL,
        DOUBLE,
        TEXT,
        NAME,
        BITS,
        DATE,
        TIME,
        LOCAL_TIME,
        INSTANT,
        INTERVAL
    }

    private static final Map<String, Family> FAMILIES = Map.ofEntries(
            Map.entry("smallint", Family.WHOLE),
            Map.entry("integer", Family.WHOLE),
            Map.entry("bigint", Family.WHOLE),
            Map.entry("numeric", Family.NUMERIC),
            Map.entry("real", Family.REAL),
            Map.entry("double precision", Family.DOUBLE),
            Map.entry("text", Family.TEXT),
            Map.entry("character varying", Family.TEXT),
            Map.entry("character", Family.TEXT),
            Map.entry("name", Family.NAME),
            Map.entry("\"char\"", Family.NAME),
            Map.entry("bit", Family.BITS),
            Map.entry("date", Family.DATE),
            Map.entry("time without time zone", Family.TIME),
            Map.entry("time with time zone", Family.TIME),
            Map.entry("timestamp without time zone", Family.LOCAL_TIME),
            Map.entry("timestamp with time zone", Family.INSTANT));

    /** A type as the server writes it, taken apart. */
    private record Shape(String name, Family family, OptionalInt size, int scale) {
        static Optional<Shape> of(String type) {
            Matcher matcher = TYPE.matcher(type);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String name =
                    matcher.group(1) + Optional.ofNullable(matcher.group(4)).orElse("");
            return Optional.ofNullable(FAMILIES.get(name))
                    .or(() -> Optional.of(Family.INTERVAL).filter(interval -> name.startsWith("interval")))
                    .map(family -> new Shape(
                            name,
                            family,
                            number(matcher.group(2)),
                            number(matcher.group(3)).orElse(0)));
        }

        private static OptionalInt number(String digits) {
            return digits == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
        }

        Whole whole() {
            return Whole.valueOf(name.toUpperCase(Locale.ROOT));
        }

        /** Digits in front of the point; empty for any number of them. */
        OptionalInt before() {
            return family == Family.WHOLE
                    ? OptionalInt.of(whole().digits)
                    : size.isPresent() ? OptionalInt.of(size.getAsInt() - scale) : OptionalInt.empty();
        }
    }

    /**
     * What is lost; empty when nothing is, or when nobody here knows one of the types.
     *
     * @param from a type as the server writes it
     * @param column the column's quoted name, for the condition
     */
    static Optional<TypeLoss> of(String from, String to, String column) {
        Optional<Shape> was = Shape.of(from);
        return Shape.of(to)
                .flatMap(is -> was.flatMap(w -> switch (is.family()) {
                    case TEXT -> toText(w, is, column);
                    case WHOLE -> toWhole(w, is, column);
                    case NUMERIC -> toNumeric(w, is, column);
                    case REAL -> toReal(w, column);
                    case DOUBLE -> toDouble(w, column);
                    case NAME -> toName(w, is, column);
                    case BITS -> toBits(w, is, column);
                    case DATE, TIME, LOCAL_TIME, INSTANT -> toTime(w, is, to, column);
                    case INTERVAL -> toInterval(w, is, to, column);
                }));
    }

    /**
     * What is lost of values in which one type takes the place of another; attributes count as lost where there are fewer than before, as one of another name
     * in the same place may be the same.
     */
    static Optional<TypeLoss> of(HeldTypes.Held from, HeldTypes.Held to, String column) {
        List<String> labels = gone(from.labels(), to.labels());
        if (!to.labels().isEmpty() && !labels.isEmpty()) {
            String texts = labels.stream().map(Literal::quote).collect(Collectors.joining(", "));
            return loss(
                    "the " + (labels.size() == 1 ? "label " : "labels ") + texts, column + "::text IN (" + texts + ")");
        }
        List<String> attributes = gone(from.attributes(), to.attributes());
        if (from.attributes().size() > to.attributes().size()
                && !to.attributes().isEmpty()
                && !attributes.isEmpty()) {
            return Optional.of(new TypeLoss(
                    "the values of " + (attributes.size() == 1 ? "attribute " : "attributes ")
                            + attributes.stream().map(Ident::quote).collect(Collectors.joining(", ")),
                    Optional.empty()));
        }
        return of(from.type(), to.type(), column);
    }

    private static List<String> gone(List<String> before, List<String> after) {
        return before.stream().filter(name -> !after.contains(name)).toList();
    }

    /** The same of a part of the values, of which no condition is asked. */
    TypeLoss in(String part) {
        String attributes = part.replace("[]", "");
        return new TypeLoss(
                what + (attributes.isEmpty() ? " in the arrays" : " in attribute " + attributes.substring(1)),
                Optional.empty());
    }

    private static Optional<TypeLoss> loss(String what, String condition) {
        return Optional.of(new TypeLoss(what, Optional.of(condition)));
    }

    private static Optional<TypeLoss> toText(Shape from, Shape to, String column) {
        int most = to.size().orElse(to.name().equals("character") ? 1 : Integer.MAX_VALUE);
        boolean fits = switch (from.family()) {
            case TEXT -> from.size().orElse(Integer.MAX_VALUE) <= most;
            case WHOLE -> from.whole().digits < most;
            case NUMERIC, REAL, DOUBLE, NAME, BITS, DATE, TIME, LOCAL_TIME, INSTANT, INTERVAL ->
                most == Integer.MAX_VALUE;
        };
        return fits
                ? Optional.empty()
                : loss("texts of more than " + most + " characters", "char_length(" + column + "::text) > " + most);
    }

    private static Optional<TypeLoss> toWhole(Shape from, Shape to, String column) {
        Whole whole = to.whole();
        String outside = column + " NOT BETWEEN " + whole.least + " AND " + whole.most;
        return switch (from.family()) {
            case WHOLE ->
                from.whole().digits <= whole.digits ? Optional.empty() : loss("numbers beyond " + to.name(), outside);
            case NUMERIC, REAL, DOUBLE ->
                from.scale() == 0 && from.size().isPresent() && from.size().getAsInt() < whole.digits
                        ? Optional.empty()
                        : loss(
                                "fractions and numbers beyond " + to.name(),
                                column + " <> round(" + column + ") OR " + outside);
            case TEXT -> Optional.of(new TypeLoss("texts that are no such number", Optional.empty()));
            case NAME, BITS, DATE, TIME, LOCAL_TIME, INSTANT, INTERVAL -> Optional.empty();
        };
    }

    private static Optional<TypeLoss> toNumeric(Shape from, Shape to, String column) {
        if (from.family() == Family.TEXT) {
            return Optional.of(new TypeLoss("texts that are no such number", Optional.empty()));
        }
        if (to.size().isEmpty()) {
            return Optional.empty();
        }
        int before = to.before().orElseThrow();
        String what = "numbers of more than " + Math.max(0, before) + " digits before the point or " + to.scale()
                + " behind it";
        return switch (from.family()) {
            case WHOLE, NUMERIC -> {
                boolean fits =
                        from.before().isPresent() && from.before().getAsInt() <= before && from.scale() <= to.scale();
                yield fits
                        ? Optional.empty()
                        : loss(
                                what,
                                column + " <> round(" + column + "::numeric, " + to.scale() + ") OR abs(" + column
                                        + "::numeric) >= 1e" + before);
            }
            case REAL, DOUBLE -> Optional.of(new TypeLoss(what, Optional.empty()));
            case TEXT, NAME, BITS, DATE, TIME, LOCAL_TIME, INSTANT, INTERVAL -> Optional.empty();
        };
    }

    private static Optional<TypeLoss> toReal(Shape from, String column) {
        String what = "digits beyond the sixth";
        return switch (from.family()) {
            case WHOLE ->
                from.whole() == Whole.SMALLINT
                        ? Optional.empty()
                        : loss(what, column + "::numeric <> " + column + "::real::numeric");
            case NUMERIC -> loss(what, column + " <> " + column + "::real::numeric");
            case DOUBLE -> loss(what, column + " <> " + column + "::real::double precision");
            case TEXT -> Optional.of(new TypeLoss("texts that are no such number", Optional.empty()));
            case REAL, NAME, BITS, DATE, TIME, LOCAL_TIME, INSTANT, INTERVAL -> Optional.empty();
        };
    }

    private static Optional<TypeLoss> toDouble(Shape from, String column) {
        String what = "digits beyond the fifteenth";
        return switch (from.family()) {
            case WHOLE ->
                from.whole() == Whole.BIGINT
                        ? loss(what, column + "::numeric <> " + column + "::double precision::numeric")
                        : Optional.empty();
            case NUMERIC ->
                from.size().isPresent() && from.size().getAsInt() <= DOUBLE_DIGITS
                        ? Optional.empty()
                        : loss(what, column + " <> " + column + "::double precision::numeric");
            case TEXT -> Optional.of(new TypeLoss("texts that are no such number", Optional.empty()));
            case REAL, DOUBLE, NAME, BITS, DATE, TIME, LOCAL_TIME, INSTANT, INTERVAL -> Optional.empty();
        };
    }

    private static Optional<TypeLoss> toTime(Shape from, Shape to, String type, String column) {
        return switch (from.family()) {
            case TEXT -> Optional.of(new TypeLoss("texts that are no such time", Optional.empty()));
            case LOCAL_TIME, INSTANT -> {
                if (to.family() == Family.TIME) {
                    yield Optional.of(new TypeLoss("days", Optional.empty()));
                }
                if (to.family() == Family.DATE) {
                    yield loss("times of the day", column + " <> date_trunc('day', " + column + ")");
                }
                if (from.family() == Family.INSTANT && to.family() == Family.LOCAL_TIME) {
                    yield Optional.of(new TypeLoss("which moment in which time zone is meant", Optional.empty()));
                }
                yield fractions(from, to, type, column);
            }
            case TIME -> {
                if (from.name().endsWith("with time zone") && !to.name().equals(from.name())) {
                    yield Optional.of(new TypeLoss("which time zone is meant", Optional.empty()));
                }
                yield fractions(from, to, type, column);
            }
            case WHOLE, NUMERIC, REAL, DOUBLE, NAME, BITS, DATE, INTERVAL -> Optional.empty();
        };
    }

    private static Optional<TypeLoss> fractions(Shape from, Shape to, String type, String column) {
        return to.size().orElse(MICROSECONDS) < from.size().orElse(MICROSECONDS)
                ? loss("fractions of a second", column + " <> " + column + "::" + type)
                : Optional.empty();
    }

    /** The server cuts off what is too long without a word. */
    private static Optional<TypeLoss> toName(Shape from, Shape to, String column) {
        int most = to.name().equals("name") ? NAME_BYTES : 1;
        boolean fits = from.name().equals(to.name())
                || from.family() == Family.TEXT && from.size().orElse(NAME_BYTES) * UTF8_BYTES <= most;
        return switch (from.family()) {
            case TEXT, NAME ->
                fits || from.name().equals("\"char\"")
                        ? Optional.empty()
                        : loss(
                                "texts of more than " + most + (most == 1 ? " byte" : " bytes"),
                                "octet_length(" + column + "::text) > " + most);
            // "char" takes the number of a character
            case WHOLE, NUMERIC, REAL, DOUBLE, BITS, DATE, TIME, LOCAL_TIME, INSTANT, INTERVAL -> Optional.empty();
        };
    }

    /** The server keeps the last bits of a number, and refuses bits that are too many. */
    private static Optional<TypeLoss> toBits(Shape from, Shape to, String column) {
        int bits = to.size().orElse(1);
        if (from.family() != Family.WHOLE || bits >= from.whole().bits()) {
            return Optional.empty();
        }
        return loss(
                "numbers below 0 or of more than " + bits + (bits == 1 ? " bit" : " bits"),
                column + " NOT BETWEEN 0 AND " + BigInteger.TWO.pow(bits).subtract(BigInteger.ONE));
    }

    private static Optional<TypeLoss> toInterval(Shape from, Shape to, String type, String column) {
        boolean all = to.name().equals("interval") || to.name().equals(from.name());
        return switch (from.family()) {
            case TEXT -> Optional.of(new TypeLoss("texts that are no such time", Optional.empty()));
            case INTERVAL ->
                all && to.size().orElse(MICROSECONDS) >= from.size().orElse(MICROSECONDS)
                        ? Optional.empty()
                        : loss("what is too fine for " + type, column + " <> " + column + "::" + type);
            case WHOLE, NUMERIC, REAL, DOUBLE, NAME, BITS, DATE, TIME, LOCAL_TIME, INSTANT -> Optional.empty();
        };
    }
}
