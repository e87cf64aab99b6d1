package dev.countersign.report;

import static dev.countersign.report.SideBySide.Row.Kind.ADDED;
import static dev.countersign.report.SideBySide.Row.Kind.CHANGED;
import static dev.countersign.report.SideBySide.Row.Kind.EQUAL;
import static dev.countersign.report.SideBySide.Row.Kind.FOLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    private final SideBySide sideBySide = new SideBySide();

    @Test
    void keepsAngleBracketsAndAmpersandsAsTheyAre() {
        assertThat(sideBySide.rows("a < b && c", "a > b &lt; c"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.kind()).isEqualTo(CHANGED);
                    assertThat(row.left()).isEqualTo("a < b && c");
                    assertThat(row.right()).isEqualTo("a > b &lt; c");
                });
    }

    @Test
    void aNewObjectHasOnlyAddedRows() {
        assertThat(sideBySide.rows("", "one\ntwo"))
                .extracting(SideBySide.Row::kind)
                .containsExactly(ADDED, ADDED);
    }

    @Test
    void foldsLongEqualRunsButKeepsContextAroundAChange() {
        String before = IntStream.range(0, 30).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        String after = before.replace("line 15", "line fifteen");

        var rows = sideBySide.rows(before, after);

        assertThat(rows)
                .extracting(SideBySide.Row::kind)
                .containsExactly(FOLD, EQUAL, EQUAL, EQUAL, CHANGED, EQUAL, EQUAL, EQUAL, FOLD);
        assertThat(rows.getFirst().folded()).isEqualTo(12);
        assertThat(rows.getLast().folded()).isEqualTo(11);
    }
}
