package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.engine.PolicyReport.Weight;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the patterns of a project file match, on SQLite in memory. */
class PatternsOfPolicyTest extends PolicyCheckFixture {
    @BeforeEach
    void states() throws IOException {
        twoStates();
    }

    @Test
    void patternsAreReadAndWithStatesTriedOut() throws IOException {
        String excluding = CLEAN.replace("env \"prod\" {", "env \"prod\" {\n exclude = [\"nothing_*\"]");
        assertThat(check(excluding, false).findings()).isEmpty();
        assertThat(check(excluding, true).of(Weight.WARNING))
                .singleElement()
                .satisfies(f -> assertThat(f.text()).contains("nothing_*", "matches nothing"));
        assertThat(check(excluding.replace("nothing_*", "a.b.c.d"), false).of(Weight.ERROR))
                .singleElement()
                .satisfies(f -> assertThat(f.text()).contains("too many parts"));
        assertThat(check(CLEAN.replace("file://new.sql", "file://gone.sql"), true)
                        .of(Weight.NOT_EVALUATED))
                .anyMatch(f -> f.text().contains("gone.sql"));
    }

    /** Who is in a database is not known before it is read, so that only a look at the states finds it. */
    @Test
    void patternsOfOwnershipAreTriedOutWithStates() throws IOException {
        file("teams.hcl", "team \"core\" {\n  users = [\"ann\"]\n}\n");
        String owned = CLEAN.replace("review = ERROR", """
                        review = ERROR
                        ownership "github" {
                          allow "people" {
                            match = "users"
                            teams = ["core"]
                          }
                          deny "typo" {
                            match = "everbody"
                            users = ["bob"]
                          }
                        }""");
        assertThat(check(owned, false).findings()).isEmpty();
        assertThat(check(owned, true).of(Weight.WARNING))
                .singleElement()
                .satisfies(
                        f -> assertThat(f.text())
                                .isEqualTo(
                                        "countersign.hcl:8: the pattern \"everbody\" of rule \"typo\" of ownership matches nothing in either state."));
    }

    @Test
    void aPatternIsAnsweredWithWhatItMatches() throws IOException {
        file("countersign.hcl", CLEAN.replace("env \"prod\" {", "env \"prod\" {\n exclude = [\"users\"]"));
        ReviewRequest prod = request(Optional.of("prod"));
        List<PatternMatches> answers =
                workspace.policy().match(prod, List.of("*[type=view]", "users", "zzz"), Progress.none());
        assertThat(answers.get(0).objects()).extracting(Object::toString).containsExactly("view main.everybody");
        assertThat(answers.get(1).objects()).extracting(Object::toString).containsExactly("table main.users");
        assertThat(answers.get(1).within()).isPositive();
        assertThat(answers.get(2).objects()).isEmpty();
        assertThat(workspace.policy().match(prod, List.of(), Progress.none()))
                .singleElement()
                .satisfies(a -> assertThat(a.pattern()).isEqualTo("users"));
        assertThatThrownBy(() -> workspace.policy().match(prod, List.of("a.b.c.d"), Progress.none()))
                .hasMessageContaining("too many parts");
    }
}
