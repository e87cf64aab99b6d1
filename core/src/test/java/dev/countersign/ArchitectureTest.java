package dev.countersign;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** Holds the direction of the arrows: a room imports only from rooms on its own floor or below, and on its own floor only in the order given here. */
@AnalyzeClasses(packages = "dev.countersign", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.countersign.";
    private static final String[] DIALECTS = {
        "dev.countersign.postgres..", "dev.countersign.mysql..", "dev.countersign.sqlite.."
    };

    /** Rooms with their floors; the longest matching name counts, so that analyzers of a dialect stand above the dialect. */
    private static final Map<String, Integer> FLOORS = Map.ofEntries(
            Map.entry("engine", 80),
            Map.entry("apply", 70),
            Map.entry("drift", 70),
            Map.entry("explain", 68),
            Map.entry("deprecation", 65),
            Map.entry("signing", 60),
            Map.entry("registry", 60),
            Map.entry("audit", 60),
            Map.entry("report", 55),
            Map.entry("review", 50),
            Map.entry("postgres.lint", 47),
            Map.entry("mysql.lint", 47),
            Map.entry("sqlite.lint", 47),
            Map.entry("lint", 45),
            Map.entry("testing", 42),
            Map.entry("simulate", 40),
            Map.entry("source", 36),
            Map.entry("rule", 36),
            Map.entry("connect", 2),
            Map.entry("policy", 35),
            Map.entry("postgres", 32),
            Map.entry("mysql", 32),
            Map.entry("sqlite", 32),
            Map.entry("devdb", 23),
            Map.entry("dialect", 24),
            Map.entry("rows", 23),
            Map.entry("plan", 22),
            Map.entry("diff", 10),
            Map.entry("ddl", 8),
            Map.entry("gotemplate", 5),
            Map.entry("catalog", 5),
            Map.entry("sql", 4),
            Map.entry("hcl", 4),
            Map.entry("folders", 0),
            Map.entry("progress", 0));

    @ArchTest
    static final ArchRule arrowsPointDown = classes().should(new ArchCondition<>("import only from below") {
        @Override
        public void check(JavaClass room, ConditionEvents events) {
            int own = floor(room.getPackageName());
            for (Dependency arrow : room.getDirectDependenciesFromSelf()) {
                String target = arrow.getTargetClass().getPackageName();
                if (target.startsWith("dev.countersign") && floor(target) > own) {
                    events.add(SimpleConditionEvent.violated(arrow, arrow.getDescription()));
                }
            }
        }
    });

    @ArchTest
    static final ArchRule engineHasNoWindow = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..", "dev.countersign.app..");

    /** A dialect is one package and one line of registration: nobody else knows it, nor the driver of its product. */
    @ArchTest
    static final ArchRule dialectsAreUnknown = noClasses()
            .that()
            .resideOutsideOfPackages(DIALECTS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(Stream.concat(Stream.of(DIALECTS), Stream.of("org.postgresql..", "org.sqlite.."))
                    .toArray(String[]::new));

    /** Dialects do not know one another. */
    @ArchTest
    static final ArchRule dialectsStandAlone = slices().matching("dev.countersign.(postgres|mysql|sqlite)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule noSharedMutableFields =
            fields().that().areStatic().should().beFinal();

    private static int floor(String packageName) {
        String name = packageName.equals("dev.countersign") ? "" : packageName.substring(ROOT.length());
        return FLOORS.entrySet().stream()
                .filter(e -> name.equals(e.getKey()) || name.startsWith(e.getKey() + "."))
                .max(Comparator.comparingInt(e -> e.getKey().length()))
                .map(Map.Entry::getValue)
                .orElseThrow(() -> new AssertionError("package " + packageName + " has no floor in the architecture"));
    }
}
