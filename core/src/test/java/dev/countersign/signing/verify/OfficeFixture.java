package dev.countersign.signing.verify;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder of trust with people and keys, and plans that they seal and approve. */
abstract class OfficeFixture {
    @TempDir
    Path folder;

    Office office;

    @BeforeEach
    void open() {
        office = new Office(folder);
    }

    static List<String> messages(Verdict verdict, Check check) {
        return verdict.findings().stream()
                .filter(finding -> finding.check() == check)
                .map(Finding::message)
                .toList();
    }
}
