package dev.countersign.engine;

import dev.countersign.engine.PolicyReport.Weight;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Project files that are looked at as a whole. */
abstract class PolicyCheckFixture extends FolderFixture {
    /** A project file without anything to say about it; its states are written by {@link #twoStates}. */
    static final String CLEAN = """
            lint {
              review = ERROR
            }
            env "dev" {
              url = "file://old.sql"
              src = "file://new.sql"
              dev = "sqlite://dev?mode=memory"
            }
            env "prod" {
              url = "file://old.sql"
              src = "file://new.sql"
              dev = "sqlite://dev?mode=memory"
            }
            """;

    /** What the environments of {@link #CLEAN} compare. */
    void twoStates() throws IOException {
        file("old.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY); CREATE VIEW everybody AS SELECT id FROM users;");
        file("new.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);");
    }

    /** What is found in a project file of that text, before any state is read. */
    PolicyReport check(String text) throws IOException {
        return check(text, false);
    }

    /** @param states whether the states of the environments are read too */
    PolicyReport check(String text, boolean states) throws IOException {
        file("countersign.hcl", text);
        return check(request(Optional.empty()), states);
    }

    PolicyReport check(ReviewRequest request, boolean states) {
        return workspace.policy().check(request, states, false, Progress.none());
    }

    /** The findings of that weight as "line:column sentence". */
    static List<String> said(PolicyReport report, Weight weight) {
        return report.of(weight).stream()
                .map(f -> f.place().map(p -> p.line() + ":" + p.column()).orElse("nowhere") + " " + f.text())
                .toList();
    }
}
