package dev.countersign.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HclParserTest {

    private static HclFile parse(String text) {
        return HclFile.parse(new HclSource("p.hcl", text));
    }

    private static List<String> problems(String text) {
        return parse(text).problems().stream().map(HclProblem::summary).toList();
    }

    @Test
    void readsAttributesAndNestedBlocksWithLabels() {
        HclFile file = parse("""
                # comment
                a = 1 // tail
                /* block
                   comment */
                env "prod" blue {
                  url = "x"
                  lint { review = ERROR }
                }
                """);
        assertThat(file.problems()).isEmpty();
        assertThat(file.body().attributes()).extracting(HclAttribute::name).containsExactly("a");
        HclBlock env = file.body().blocks().getFirst();
        assertThat(env.title()).isEqualTo("env \"prod\" \"blue\"");
        assertThat(env.body().blocks().getFirst().type()).isEqualTo("lint");
        assertThat(env.body().blocks().getFirst().body().attributes().getFirst().value())
                .isInstanceOf(HclExpression.Name.class);
    }

    @Test
    void everyNodeKnowsItsPlace() {
        HclFile file = parse("x = 1\r\nenv \"p\" {\r\n  drop = !var.d\r\n}\r\n");
        HclAttribute drop = file.body().blocks().getFirst().body().attributes().getFirst();
        assertThat(drop.value().range()).hasToString("p.hcl:3:10");
        assertThat(drop.value().range().text()).isEqualTo("!var.d");
        assertThat(drop.range().text()).isEqualTo("drop = !var.d");
        assertThat(file.body().blocks().getFirst().range().text())
                .startsWith("env \"p\" {")
                .endsWith("}");
        assertThat(drop.value().children().getFirst().range().column()).isEqualTo(11);
    }

    @Test
    void operatorsBindAsInTheSpecification() {
        assertThat(shape("1 + 2 * 3")).isEqualTo("(1+(2*3))");
        assertThat(shape("(1 + 2) * 3")).isEqualTo("((1+2)*3)");
        assertThat(shape("a || b && !c == d")).isEqualTo("(a||(b&&(!c==d)))");
        assertThat(shape("1 - 2 - 3")).isEqualTo("((1-2)-3)");
        assertThat(shape("a ? b : c ? d : e")).isEqualTo("(a?b:(c?d:e))");
        assertThat(shape("a < b != c")).isEqualTo("((a<b)!=c)");
    }

    @Test
    void aConditionMayGoOnInTheNextLine() {
        assertThat(shape("a\n  && b\n  && c\n  || d")).isEqualTo("(((a&&b)&&c)||d)");
        assertThat(problems("x = a\n+ b\n")).singleElement().asString().contains("2:1: expected an attribute");
    }

    private static String shape(String expression) {
        HclFile file = parse("x = " + expression);
        assertThat(file.problems()).isEmpty();
        return shape(file.body().attributes().getFirst().value());
    }

    private static String shape(HclExpression expression) {
        return switch (expression) {
            case HclExpression.Binary b -> "(" + shape(b.left()) + b.operator() + shape(b.right()) + ")";
            case HclExpression.Unary u -> u.operator() + shape(u.operand());
            case HclExpression.Conditional c ->
                "(" + shape(c.condition()) + "?" + shape(c.then()) + ":" + shape(c.otherwise()) + ")";
            default -> expression.range().text();
        };
    }

    @Test
    void oneErrorDoesNotHideTheNext() {
        assertThat(problems("""
                a = = 1
                env "p" {
                  b = [1, 2
                  c = 3
                }
                d = 'x'
                ok = 1
                ok = 2
                """))
                .containsExactly(
                        "p.hcl:1:5: expected a value, found \"=\"",
                        "p.hcl:4:3: expected \"]\" or \",\" after a list item, found \"c\"",
                        "p.hcl:6:5: the character ' means nothing here; strings are written with double quotes",
                        "p.hcl:8:1: \"ok\" was already set in line 7");
    }

    @Test
    void keepsWhatCanBeReadAroundAnError() {
        HclFile file = parse("a = 1\nb = *\nenv \"x\" {\n  c = )\n  d = 2\n}\ne = 3\n");
        assertThat(file.body().attributes()).extracting(HclAttribute::name).containsExactly("a", "e");
        assertThat(file.body().blocks().getFirst().body().attributes())
                .extracting(HclAttribute::name)
                .containsExactly("d");
        assertThat(file.problems()).hasSize(2);
    }

    @Test
    void namesTheBlockThatIsNotClosed() {
        assertThat(problems("env \"x\" {\n  a = 1\n"))
                .containsExactly("p.hcl:1:9: the block \"env\" has no closing brace");
    }

    @Test
    void saysWhatIsWrongWithStringsAndHeredocs() {
        assertThat(problems("a = \"open\nb = 1\n"))
                .containsExactly("p.hcl:1:6: the string has no closing quote on its line;"
                        + " a text of several lines is a heredoc (<<EOT)");
        assertThat(problems("a = \"\\q\"")).first().asString().contains("1:6").contains("escape is not known");
        assertThat(problems("a = \"\\u12\"")).first().asString().contains("not a Unicode character");
        assertThat(problems("a = <<EOT\nx\n")).anyMatch(p -> p.contains("no closing line \"EOT\""));
        assertThat(problems("a = \"%{ if true }x\"")).first().asString().contains("\"if\" has no \"endif\"");
        assertThat(problems("a = \"%{ endif }\"")).first().asString().contains("has no opening directive");
    }

    @Test
    void excerptPointsAtThePlace() {
        HclProblem problem = parse("lint {\n\terror = @\n}\n").problems().getFirst();
        assertThat(problem.render()).isEqualTo("""
                p.hcl:2:10: the character @ means nothing here
                  2 | \terror = @
                    | \t        ^""");
    }

    @Test
    void nestingIsLimitedWithAClearMessage() {
        assertThat(problems("a = " + "[".repeat(100_000)).getFirst()).contains("nested more than 64 levels deep");
        assertThat(problems("a = " + "!".repeat(100_000)).getFirst()).contains("nested more than 64 levels deep");
        assertThat(problems("a {\n".repeat(5_000)).getFirst()).contains("nested more than 64 levels deep");
        assertThat(problems("a = \"" + "${\"".repeat(5_000)))
                .anyMatch(p -> p.contains("nested more than 64 levels deep"));
        assertThat(problems("a = 1" + "+1".repeat(100_000)).getFirst()).contains("more than 256 parts");
        assertThat(problems("a = b" + ".c".repeat(100_000)).getFirst()).contains("more than 256 parts");
    }

    @Test
    void bigAndWronglyEncodedFilesAreRefused() {
        assertThatThrownBy(() -> HclSource.decode("big.hcl", new byte[HclSource.MAX_BYTES + 1]))
                .isInstanceOf(HclException.class)
                .hasMessageContaining("big.hcl:1:1: the file is 1048577 bytes long; at most 1048576 are read");
        assertThatThrownBy(() -> HclSource.decode("l1.hcl", new byte[] {'a', (byte) 0xE4}))
                .isInstanceOf(HclException.class)
                .hasMessageContaining("not valid UTF-8");
    }

    @Test
    void anUnclosedBracketSpoilsOnlyItsOwnLine() {
        assertThat(problems("env \"x\" {\n  a = upper(\"x\"\n}\nb = [\nc = 1\nd = \"open\n"))
                .containsExactly(
                        "p.hcl:3:1: expected \")\" after the arguments of upper, found \"}\"",
                        "p.hcl:5:3: expected \"]\" or \",\" after a list item, found \"=\"",
                        "p.hcl:6:6: the string has no closing quote on its line;"
                                + " a text of several lines is a heredoc (<<EOT)");
        assertThat(problems("env \"x\" {\n  a = upper(\"x\n}\n")).hasSize(1);
    }

    @Test
    void aBigFileFullOfErrorsIsGivenUpQuickly() {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (String line : List.of("a=[\n", "a=\"${\n", "a{\n", "\"\n", "a=<<X\n", "a=)\n", "}\n", "a=1 b{\n")) {
                assertThat(parse(line.repeat(HclSource.MAX_BYTES / line.length()))
                                .problems())
                        .isNotEmpty();
            }
        });
    }

    @Test
    void problemsOfOneFileAreCapped() {
        assertThat(parse("@ ".repeat(200_000)).problems()).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void byteOrderMarkIsNotContent() {
        assertThat(problems("\uFEFFa = 1")).isEmpty();
    }
}
