package dev.countersign.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;

/** Holds the rooms of the window apart. */
class ArchitectureTest {
    private static final int CEILING = 400;
    private final JavaClasses app = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.countersign.app");

    @Test
    void onlyTextKnowsTheRichTextLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.countersign.app.text..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.fxmisc..", "org.reactfx..")
                .check(app);
    }

    @Test
    void onlyTaskTalksToTheEventQueue() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.countersign.app.task..")
                .should()
                .callMethod(Platform.class, "runLater", Runnable.class)
                .check(app);
    }

    @Test
    void modelsKnowNoNodes() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Model")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx.scene..", "javafx.stage..")
                .check(app);
    }

    @Test
    void engineIsReachedThroughItsFrontDesk() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.countersign.app.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.countersign.postgres..",
                        "dev.countersign.source..",
                        "dev.countersign.devdb..",
                        "dev.countersign.hcl..")
                .check(app);
    }

    @Test
    void coloursComeFromStyleSheets() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("javafx.scene.paint.Color")
                .check(app);
    }

    @Test
    void viewsAreFinal() {
        classes()
                .that()
                .haveSimpleNameEndingWith("View")
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(app);
    }

    @Test
    void noClassIsLongerThanItCanBeRead() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            assertThat(files.filter(f -> f.toString().endsWith(".java")).toList())
                    .allSatisfy(f ->
                            assertThat(Files.readAllLines(f)).as(f.toString()).hasSizeLessThan(CEILING));
        }
    }
}
