package dev.countersign.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whether a window can be shown, and where pictures and reports go when not.
 *
 * @param present whether there is a display
 * @param reportFolder where files for people go instead of the window
 */
public record Display(boolean present, Path reportFolder) {

    /**
     * Windows and macOS always have a display; elsewhere an X or Wayland server says so in the environment.
     *
     * @param environment the process's environment
     * @param operatingSystem the system property {@code os.name}
     */
    public static Display of(Map<String, String> environment, String operatingSystem, Path directory) {
        boolean named = !environment.getOrDefault("DISPLAY", "").isBlank()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isBlank();
        boolean always = operatingSystem.startsWith("Windows") || operatingSystem.startsWith("Mac");
        boolean build = Files.isRegularFile(directory.resolve("pom.xml"));
        return new Display(named || always, build ? directory.resolve("target") : directory);
    }
}
