package dev.countersign.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.source.directory.DirectoryFormat;
import dev.countersign.source.directory.DirectorySum;
import dev.countersign.source.directory.MigrationDirectory;
import dev.countersign.source.directory.MigrationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What did not run, is not there any more, or is not what ran, told from the files and the rows of the record alone. */
class HistoryTest {
    @TempDir
    Path folder;

    @Test
    void aDirectoryThatRanToItsEndHasNothingToSay() throws IOException {
        files("1.sql", "2.sql");
        History history = new History(read(), recorded("1", "2"), Optional.empty());
        assertThat(history.findings()).isEmpty();
        assertThat(history.current()).contains("2");
        assertThat(names(history)).containsExactly("1.sql", "2.sql");
    }

    @Test
    void fourKindsOfFilesThatTheRecordDoesNotFit() throws IOException {
        files("2.sql", "4.sql");
        List<Revision> rows = recorded("2", "4");
        files("1.sql", "3.sql", "5.sql");
        Files.delete(folder.resolve("4.sql"));
        History history = new History(read(), rows, Optional.empty());
        assertThat(history.findings())
                .extracting(f -> f.kind() + " " + f.version())
                .containsExactly("BEFORE_FIRST 1", "OUT_OF_ORDER 3", "PENDING 5", "MISSING 4");
        assertThat(history.replayable()).isFalse();
        assertThat(history.findings().getFirst().text())
                .isEqualTo("1.sql comes before version 2, the first that is recorded; it did not run and will not.");
    }

    @Test
    void whatTheProjectFileSaysOfTheOrderCounts() throws IOException {
        files("1.sql", "3.sql");
        List<Revision> rows = recorded("1", "3");
        files("2.sql");
        assertThat(new History(read(), rows, Optional.of("LINEAR")).findings())
                .extracting(HistoryFinding::kind)
                .containsExactly(HistoryFinding.Kind.OUT_OF_ORDER);
        for (String order : List.of("LINEAR_SKIP", "NON_LINEAR")) {
            History history = new History(read(), rows, Optional.of(order));
            assertThat(history.findings())
                    .as(order)
                    .extracting(HistoryFinding::kind)
                    .containsExactly(HistoryFinding.Kind.OUT_OF_ORDER_ALLOWED);
            assertThat(names(history)).as("what ran").containsExactly("1.sql", "3.sql");
        }
    }

    @Test
    void anEditIsToldFromAFileThatCameBetween() throws IOException {
        files("1.sql", "3.sql", "5.sql");
        List<Revision> rows = recorded("1", "3", "5");
        files("2.sql");
        assertThat(new History(read(), rows, Optional.empty()).findings())
                .as("every later sum is another one, and no file was edited")
                .extracting(HistoryFinding::kind)
                .containsExactly(HistoryFinding.Kind.OUT_OF_ORDER);
        Files.writeString(folder.resolve("3.sql"), "SELECT 'edited';\n");
        assertThat(new History(read(), rows, Optional.empty()).findings())
                .extracting(f -> f.kind() + " " + f.version())
                .containsExactly("OUT_OF_ORDER 2", "EDITED 3", "UNKNOWN 5");
        assertThat(new History(read(), rows, Optional.empty())
                        .findings()
                        .getLast()
                        .text())
                .endsWith("all files before them: 5.sql.");
    }

    @Test
    void whatRanLaterAlthoughItComesEarlierIsNoEdit() throws IOException {
        files("1.sql", "3.sql");
        List<Revision> rows = new ArrayList<>(recorded("1", "3"));
        files("2.sql");
        rows.add(new Revision(
                "2",
                2,
                1,
                1,
                "2026-02-01 00:00:09",
                "",
                DirectorySum.of(read().files()).hash("2.sql").orElseThrow()));
        assertThat(new History(read(), rows, Optional.of("NON_LINEAR")).findings())
                .isEmpty();
    }

    @Test
    void baselinesAndCheckpointsStandForWhatIsBeforeThem() throws IOException {
        files("1.sql", "2.sql", "3.sql");
        List<Revision> rows = new ArrayList<>(recorded("3"));
        rows.addFirst(new Revision("2", 1, 0, 0, "2026-01-01", "", ""));
        History history = new History(read(), rows, Optional.empty());
        assertThat(history.findings()).isEmpty();
        assertThat(names(history)).containsExactly("1.sql", "2.sql", "3.sql");

        Files.writeString(folder.resolve("2.sql"), "-- atlas:checkpoint\n\nCREATE TABLE t (a int);\n");
        History fromCheckpoint = new History(read(), recorded("2", "3"), Optional.empty());
        assertThat(fromCheckpoint.findings()).isEmpty();
        assertThat(names(fromCheckpoint)).containsExactly("2.sql", "3.sql");
    }

    @Test
    void aFileThatRanInPartIsNamed() throws IOException {
        files("1.sql", "2.sql");
        List<Revision> rows = new ArrayList<>(recorded("1"));
        rows.add(new Revision("2", 2, 1, 3, "2026-01-02", "no such\ntable", ""));
        History history = new History(read(), rows, Optional.empty());
        assertThat(history.findings())
                .extracting(HistoryFinding::text)
                .containsExactly("Of version 2, 1 of 3 statements ran: no such table");
        assertThat(history.ranOfLast()).isEqualTo(OptionalLong.of(1));
    }

    @Test
    void versionsOfFlywayAreNumbersAndRepeatablesAreNotCompared() throws IOException {
        files("V2__b.sql", "V10__c.sql", "R__view.sql");
        MigrationDirectory directory = MigrationDirectory.read(folder, DirectoryFormat.FLYWAY);
        List<Revision> rows = List.of(new Revision("2", 2, 1, 1, "", "", ""), new Revision("9", 2, 1, 1, "", "", ""));
        assertThat(new History(directory, rows, Optional.empty()).findings())
                .extracting(f -> f.kind() + " " + f.version())
                .containsExactly("PENDING 10", "MISSING 9", "UNKNOWN R");
    }

    private static List<String> names(History history) {
        return history.recorded().stream().map(MigrationFile::name).toList();
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(folder.resolve(name), "SELECT '" + name + "';\n");
        }
    }

    private MigrationDirectory read() {
        return MigrationDirectory.read(folder, DirectoryFormat.ATLAS);
    }

    /** Rows as they are written when these files run one after the other. */
    private List<Revision> recorded(String... versions) {
        List<Revision> rows = new ArrayList<>();
        for (String version : versions) {
            rows.add(new Revision(
                    version,
                    2,
                    1,
                    1,
                    "2026-01-01 00:00:0" + rows.size(),
                    "",
                    "h1:"
                            + DirectorySum.of(read().files())
                                    .hash(version + ".sql")
                                    .orElseThrow()));
        }
        return rows;
    }
}
