package dev.countersign.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {

    /** Expression, a tab, and the result as JSON; every function has at least one line. */
    static final List<String> RESULTS = """
            abs(-3)\t3
            alltrue([true, "true"])\ttrue
            alltrue([])\ttrue
            anytrue([false, true])\ttrue
            ceil(1.2)\t2
            chomp("a\\r\\n\\n")\t"a"
            chunklist([1, 2, 3], 2)\t[[1,2],[3]]
            coalescelist([], [1])\t[1]
            compact(["a", "", null, "b"])\t["a","b"]
            concat([1], [2, 3])\t[1,2,3]
            contains(["a"], "a")\ttrue
            contains([1], "1")\tfalse
            csvdecode("a,b\\n1,\\"x,\\"\\"y\\"\\n\\n")\t[{"a":"1","b":"x,\\"y"}]
            distinct([1, 2, 1])\t[1,2]
            element([1, 2, 3], 4)\t2
            element([1, 2, 3], -1)\t3
            empty("")\ttrue
            empty([1])\tfalse
            endswith("orders_old", "_old")\ttrue
            flatten([[1, [2]], 3])\t[1,2,3]
            floor(-1.2)\t-2
            format("%s-%03d|%5s|%-4s|%.2f|%v|%q|%%|%t|%x", "a", 7, "b", "c", 1.005, [1], "z", true, 255)\t"a-007|    b|c   |1.00|[1]|\\"z\\"|%|true|ff"
            format("%[2]s %[1]s", "a", "b")\t"b a"
            format("%e %+d", 12345.678, 3)\t"1.234568e+04 +3"
            formatdate("DD MMM YYYY hh:mm:ss ZZZ", "2026-01-02T03:04:05Z")\t"02 Jan 2026 03:04:05 UTC"
            formatdate("EEEE, h 'o''clock' AA", "2026-01-02T15:04:05+02:00")\t"Friday, 15 oclock PM"
            formatlist("%s=%d", ["a", "b"], 1)\t["a=1","b=1"]
            indent(2, "a\\nb")\t"a\\n  b"
            index([4, 5], 1)\t5
            index({a = 1}, "a")\t1
            join("-", ["a", "b"], ["c"])\t"a-b-c"
            jsondecode("{\\"a\\": [1, true, null, \\"x\\", 1.50]}")\t{"a":[1,true,null,"x",1.5]}
            jsonencode({b = [1, null], a = "<x>"})\t"{\\"a\\":\\"\\\\u003cx\\\\u003e\\",\\"b\\":[1,null]}"
            keys({b = 1, a = 2})\t["a","b"]
            length([1, 2])\t2
            length("ä😀")\t2
            log(8, 2)\t3
            lower("ÄB")\t"äb"
            max(1, 3, 2)\t3
            merge({a = 1, b = 1}, {b = 2})\t{"a":1,"b":2}
            min(1, -3, 2)\t-3
            parseint("ff", 16)\t255
            pow(2, 10)\t1024
            print("x")\t"x"
            range(3)\t[0,1,2]
            range(1, 4)\t[1,2,3]
            range(4, 0, -2)\t[4,2]
            regex("[a-z]+", "12ab")\t"ab"
            regex("(\\\\d)(x)?", "7")\t["7",null]
            regex("(?P<y>\\\\d+)-", "2026-")\t{"y":"2026"}
            regexall("[0-9]", "a1b2")\t["1","2"]
            regexmatch("(?i)create +index", "CREATE  INDEX i")\ttrue
            regexmatch("^a$", "b")\tfalse
            regexpescape("a.b")\t"a\\\\.b"
            regexreplace("ab-12", "(\\\\w+)-(\\\\w+)", "$2-$${1}x$$")\t"12-abx$"
            replace("a.b.c", ".", "-")\t"a-b-c"
            reverse([1, 2])\t[2,1]
            setintersection([1, 2], [2, 3])\t[2]
            setproduct(["a", "b"], [1])\t[["a",1],["b",1]]
            setsubtract(["b", "a"], ["b"])\t["a"]
            setunion([10, 9], [9])\t[9,10]
            signum(-5)\t-1
            slice([1, 2, 3], 1, 3)\t[2,3]
            sort(["b", "a"])\t["a","b"]
            split(",", "a,,b")\t["a","","b"]
            startswith("deprecated_x", "deprecated_")\ttrue
            strrev("abc")\t"cba"
            substr("häuser", 1, 2)\t"äu"
            substr("hello", -3, -1)\t"llo"
            timeadd("2026-01-01T00:00:00Z", "1h30m")\t"2026-01-01T01:30:00Z"
            title("hello big world")\t"Hello Big World"
            tobool("true")\ttrue
            tolist([1])\t[1]
            tonumber("12.50")\t12.5
            toset(["b", "a", "b"])\t["a","b"]
            tostring(true)\t"true"
            trim("?!a?!", "!?")\t"a"
            trimprefix("idx_a", "idx_")\t"a"
            trimspace(" a\\n")\t"a"
            trimsuffix("a.sql", ".sql")\t"a"
            upper("ab")\t"AB"
            urlescape("p@ss w*rd~")\t"p%40ss+w%2Ard~"
            urluserinfo("postgres://u:p@h:5432/db?x=1", "me", "p@ss")\t"postgres://me:p%40ss@h:5432/db?x=1"
            urlqueryset("postgres://h/db?b=1", "a", "x y")\t"postgres://h/db?a=x+y&b=1"
            urlsetpath("postgres://h/db?b=1", "other")\t"postgres://h/other?b=1"
            values({b = 1, a = 2})\t[2,1]
            zipmap(["a", "b"], [1, 2])\t{"a":1,"b":2}
            """.lines().toList();

    @ParameterizedTest
    @FieldSource("RESULTS")
    void computes(String line) {
        String[] parts = line.split("\t");
        // a query's & is escaped in JSON text as Go does it
        assertThat(HclEvaluatorTest.json(parts[0]).replace("\\u0026", "&")).isEqualTo(parts[1]);
    }

    @Test
    void everyFunctionIsTested() {
        Set<String> tested = new TreeSet<>(Set.of("try", "can"));
        RESULTS.forEach(line -> tested.add(line.substring(0, line.indexOf('('))));
        assertThat(tested).containsAll(Functions.standard().names());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coalescelist([])",
                "csvdecode(\"a,a\\n\")",
                "csvdecode(\"a\\n1,2\\n\")",
                "element([], 0)",
                "format(\"%s\")",
                "format(\"x\", 1)",
                "format(\"%z\", 1)",
                "format(\"%999999d\", 1)",
                "formatdate(\"QQ\", \"2026-01-02T03:04:05Z\")",
                "formatdate(\"YYYY\", \"yesterday\")",
                "formatlist(\"%s%s\", [1], [1, 2])",
                "jsondecode(\"{\")",
                "jsondecode(\"1 2\")",
                "parseint(\"zz\", 10)",
                "parseint(\"1\", 99)",
                "pow(-1, 0.5)",
                "range(0, 5, -1)",
                "range(1000000000)",
                "regex(\"x\", \"y\")",
                "slice([1], 1, 0)",
                "timeadd(\"2026-01-01T00:00:00Z\", \"soon\")",
                "tobool(\"maybe\")",
                "tonumber(\"1x\")",
                "urlsetpath(\"nothing\", \"x\")",
                "zipmap([\"a\"], [])",
                "upper(null)",
                "length(5)"
            })
    void wrongArgumentsAreErrorsThatNameTheFunction(String expression) {
        assertThatThrownBy(() -> HclEvaluatorTest.eval(expression))
                .isInstanceOf(HclException.class)
                .hasMessageContaining(expression.substring(0, expression.indexOf('(')));
    }
}
