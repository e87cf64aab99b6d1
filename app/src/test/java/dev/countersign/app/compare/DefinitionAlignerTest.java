package dev.countersign.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.compare.DiffRow.Kind;
import dev.countersign.app.compare.DiffRow.Mark;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DefinitionAlignerTest {
    private final DefinitionAligner aligner = new DefinitionAligner();

    @Test
    void changedLineStandsBesideWhatItCameFromAndTheRemovedOneAlone() {
        List<DiffRow> rows = aligner.rows(
                "(\n  email varchar(200),\n  legacy varchar(200),\n  fax text\n)",
                "(\n  email varchar(255) NOT NULL,\n  fax text\n)");
        assertThat(rows)
                .extracting(DiffRow::kind)
                .containsExactly(Kind.EQUAL, Kind.CHANGED, Kind.REMOVED, Kind.EQUAL, Kind.EQUAL);
        DiffRow changed = rows.get(1);
        assertThat(changed.left().marks()).containsExactly(new Mark(16, 19));
        assertThat(changed.right().marks())
                .extracting(m -> changed.right().text().substring(m.start(), m.end()))
                .containsExactly("255", "NOT NULL");
        assertThat(rows.get(2).right().exists()).isFalse();
    }

    @Test
    void blanksThatOnlyLineColumnsUpAreNoDifference() {
        List<DiffRow> rows = aligner.rows(
                "id   integer,\nname text", "id           integer,\nname         text,\ntracking_url text");
        assertThat(rows.getFirst().kind()).isEqualTo(Kind.EQUAL);
        assertThat(rows.getFirst().right().text()).isEqualTo("id           integer,");
    }

    @Test
    void sidesKeepTheirOwnLineNumbers() {
        List<DiffRow> rows = aligner.rows("a\nb\nc", "a\nnew thing\nb\nc");
        assertThat(rows.getLast().left().number()).isEqualTo(3);
        assertThat(rows.getLast().right().number()).isEqualTo(4);
        assertThat(rows.get(1).kind()).isEqualTo(Kind.ADDED);
    }

    @Test
    void objectOnOneSideOnlyIsAllRemovedOrAllAdded() {
        assertThat(aligner.rows("a\nb", "")).allMatch(r -> r.kind() == Kind.REMOVED);
        assertThat(aligner.rows("", "a\nb")).allMatch(r -> r.kind() == Kind.ADDED);
    }

    @Test
    void bothSidesComeBackWhole() {
        String left = text(0, 300, 7);
        String right = text(20, 320, 11);
        List<DiffRow> rows = aligner.rows(left, right);
        assertThat(rows.stream()
                        .map(DiffRow::left)
                        .filter(DiffRow.Side::exists)
                        .map(DiffRow.Side::text)
                        .collect(Collectors.joining("\n")))
                .isEqualTo(left);
        assertThat(rows.stream()
                        .map(DiffRow::right)
                        .filter(DiffRow.Side::exists)
                        .map(DiffRow.Side::text)
                        .collect(Collectors.joining("\n")))
                .isEqualTo(right);
    }

    @Test
    void longEqualRunsAreFoldedAndOpenAgain() {
        String left = text(0, 40, 1000);
        List<DiffRow> all = aligner.rows(left, left.replace("column_20 ", "column_20 changed "));
        RowFolder folder = new RowFolder();
        List<DiffRow> folded = folder.fold(all, Set.of());
        assertThat(folded).hasSizeLessThan(all.size());
        int hidden = folded.stream()
                .filter(r -> r.kind() == Kind.FOLD)
                .mapToInt(DiffRow::folded)
                .sum();
        assertThat(folded.stream().filter(r -> r.kind() != Kind.FOLD).count() + hidden)
                .isEqualTo(all.size());
        Set<Integer> open = folded.stream()
                .filter(r -> r.kind() == Kind.FOLD)
                .map(r -> r.left().number())
                .collect(Collectors.toSet());
        assertThat(folder.fold(all, open)).isEqualTo(all);
    }

    @Test
    void nothingIsFoldedWhereNothingDiffers() {
        String same = text(0, 40, 1000);
        List<DiffRow> all = aligner.rows(same, same);
        assertThat(new RowFolder().fold(all, Set.of())).isEqualTo(all);
    }

    private static String text(int from, int to, int skipEvery) {
        return IntStream.range(from, to)
                .filter(i -> i % skipEvery != 3)
                .mapToObj(i -> "    column_" + i + " integer NOT NULL,")
                .collect(Collectors.joining("\n"));
    }
}
