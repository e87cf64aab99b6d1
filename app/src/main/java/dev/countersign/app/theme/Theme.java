package dev.countersign.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/** Dresses a scene: fonts, the platform or chosen colours, the style sheet of every room, the text size. */
public final class Theme {
    private static final List<String> FONTS = List.of(
            "Inter-Regular.otf",
            "Inter-Medium.otf",
            "Inter-SemiBold.otf",
            "Inter-Bold.otf",
            "JetBrainsMono-Regular.ttf",
            "JetBrainsMono-Medium.ttf",
            "JetBrainsMono-Bold.ttf",
            "JetBrainsMono-Italic.ttf");
    private static final List<String> SHEETS = List.of(
            "/dev/countersign/app/theme/tokens.css",
            "/dev/countersign/app/theme/controls.css",
            "/dev/countersign/app/shell/shell.css",
            "/dev/countersign/app/policy/policy.css",
            "/dev/countersign/app/compare/compare.css",
            "/dev/countersign/app/text/text.css",
            "/dev/countersign/app/plan/plan.css",
            "/dev/countersign/app/findings/findings.css",
            "/dev/countersign/app/signoff/signoff.css",
            "/dev/countersign/app/connect/connect.css",
            "/dev/countersign/app/explain/explain.css");
    private final ThemeModel model;

    public Theme(ThemeModel model) {
        this.model = model;
    }

    /** Makes the bundled fonts known; once per start. */
    public void loadFonts() {
        for (String name : FONTS) {
            try (InputStream in = Theme.class.getResourceAsStream("fonts/" + name)) {
                if (Font.loadFont(in, ThemeModel.USUAL_SIZE) == null) {
                    throw new IllegalStateException("font " + name + " of this program cannot be read");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Dresses the scene now and whenever the choice or the platform changes. */
    public void dress(Scene scene) {
        for (String sheet : SHEETS) {
            scene.getStylesheets().add(Theme.class.getResource(sheet).toExternalForm());
        }
        model.schemeProperty().subscribe(scheme -> colours(scene));
        Platform.getPreferences().colorSchemeProperty().subscribe(platform -> colours(scene));
        model.fontSizeProperty()
                .subscribe(size -> scene.getRoot().setStyle("-fx-font-size: " + size.intValue() + "px;"));
    }

    /** Whether the colours are dark at the moment. */
    public boolean dark() {
        return switch (model.schemeProperty().get()) {
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
            case LIGHT -> false;
            case DARK -> true;
        };
    }

    private void colours(Scene scene) {
        boolean dark = dark();
        Application.setUserAgentStylesheet(
                dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        scene.getPreferences().setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT);
        Parent root = scene.getRoot();
        root.getStyleClass().removeAll("theme-light", "theme-dark");
        root.getStyleClass().add(dark ? "theme-dark" : "theme-light");
    }
}
