package dev.countersign.hcl;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/** Functions on numbers. */
final class NumberFunctions {

    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private NumberFunctions() {}

    static void addTo(Map<String, HclFunction> all) {
        all.put("abs", c -> new HclValue.Number(c.expect(1, 1).number(0).abs()));
        all.put("ceil", c -> new HclValue.Number(c.expect(1, 1).number(0).setScale(0, RoundingMode.CEILING)));
        all.put("floor", c -> new HclValue.Number(c.expect(1, 1).number(0).setScale(0, RoundingMode.FLOOR)));
        all.put(
                "log",
                c -> real(
                        c,
                        Math.log(c.expect(2, 2).number(0).doubleValue())
                                / Math.log(c.number(1).doubleValue())));
        all.put("max", c -> most(c, BigDecimal::max));
        all.put("min", c -> most(c, BigDecimal::min));
        all.put("parseint", NumberFunctions::parseInt);
        all.put(
                "pow",
                c -> real(
                        c,
                        Math.pow(
                                c.expect(2, 2).number(0).doubleValue(),
                                c.number(1).doubleValue())));
        all.put("signum", c -> HclValue.of(c.expect(1, 1).number(0).signum()));
    }

    private static HclValue real(FunctionCall call, double result) {
        if (Double.isNaN(result) || Double.isInfinite(result)) {
            throw call.fail("has no finite result for these numbers");
        }
        return new HclValue.Number(BigDecimal.valueOf(result));
    }

    private static HclValue most(FunctionCall call, BinaryOperator<BigDecimal> better) {
        List<BigDecimal> numbers = new ArrayList<>();
        for (int i = 0; i < call.expect(1, Integer.MAX_VALUE).count(); i++) {
            numbers.add(call.number(i));
        }
        return new HclValue.Number(numbers.stream().reduce(better).orElseThrow());
    }

    private static HclValue parseInt(FunctionCall call) {
        String digits = call.expect(2, 2).text(0);
        int base = call.integer(1);
        if (base < 2 || base > DIGITS.length()) {
            throw call.fail("needs a base from 2 to " + DIGITS.length());
        }
        if (digits.length() > 1000) {
            throw call.fail("reads at most 1000 digits");
        }
        boolean signed = digits.startsWith("-") || digits.startsWith("+");
        BigInteger number = BigInteger.ZERO;
        for (int i = signed ? 1 : 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            // up to base 36 both cases of a letter are one digit
            int digit = DIGITS.indexOf(base <= Character.MAX_RADIX ? Character.toLowerCase(c) : c);
            if (digit < 0 || digit >= base) {
                throw call.fail("cannot read its text as a whole number of base " + base);
            }
            number = number.multiply(BigInteger.valueOf(base)).add(BigInteger.valueOf(digit));
        }
        if (digits.length() == (signed ? 1 : 0)) {
            throw call.fail("cannot read its text as a whole number of base " + base);
        }
        return new HclValue.Number(new BigDecimal(digits.startsWith("-") ? number.negate() : number));
    }
}
