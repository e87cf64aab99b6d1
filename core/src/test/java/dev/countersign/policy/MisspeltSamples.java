package dev.countersign.policy;

import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.PolicyReport;
import dev.countersign.engine.PolicyReport.Finding;
import dev.countersign.engine.PolicyReport.Weight;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.Workspace;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.SourceRange;
import dev.countersign.hcl.WrittenName;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks a project once for every name of its files, each time with that name spelt wrong. */
final class MisspeltSamples {
    private final Workspace workspace = DefaultWorkspace.installed();
    private final Path folder;

    MisspeltSamples(Path folder) {
        this.folder = folder;
    }

    /**
     * The names that nobody misses when they are spelt wrong: the check does not name what is written instead at its line, as something that is in the way.
     *
     * @param files texts by their paths below the folder
     */
    List<String> silent(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
        }
        List<String> silent = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getKey().endsWith(".hcl")) {
                for (WrittenName name : WrittenName.in(new HclSource(file.getKey(), file.getValue()))) {
                    // a letter less, and two letters swapped
                    for (String wrong : name.misspellings().stream().limit(2).toList()) {
                        write(file.getKey(), name.with(wrong));
                        if (!says(check(), file.getKey(), name.range().line(), wrong)) {
                            silent.add(name.range() + " " + name.name() + " as " + wrong);
                        }
                    }
                }
                write(file.getKey(), file.getValue());
            }
        }
        return silent;
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private PolicyReport check() {
        return workspace.policy().check(ReviewRequest.of(folder), false, true, Progress.none());
    }

    private static boolean says(PolicyReport report, String file, int line, String wrong) {
        String name = Path.of(file).getFileName().toString();
        return !report.complete() && report.findings().stream().anyMatch(f -> says(f, name, line, wrong));
    }

    /** Whether a finding that is in the way shows a word at its line. */
    static boolean says(Finding finding, String file, int line, String wrong) {
        boolean weighs = finding.weight() != Weight.NOTICE && finding.weight() != Weight.WARNING;
        boolean there = finding.text().contains(file + ":" + line + ":")
                || finding.text().contains(file + " line " + line + ":")
                || finding.place()
                        .filter(p -> p.file().equals(file) && p.line() == line)
                        .isPresent();
        String shown =
                finding.text() + finding.place().map(SourceRange::excerpt).orElse("");
        return weighs && there && shown.contains(wrong);
    }
}
