package dev.countersign.folders;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The program's folders among the user's own files, by the custom of the system: the XDG base directories, on Windows those that {@code APPDATA} and
 * {@code LOCALAPPDATA} name, on macOS {@code ~/Library/Application Support}. None of them is made here.
 *
 * @param environment environment variables
 * @param system the system property {@code os.name}
 * @param home the user's home folder
 */
public record UserFolders(Map<String, String> environment, String system, Path home) {
    private static final String PROGRAM = "countersign";

    public UserFolders {
        environment = Map.copyOf(environment);
    }

    /** Those of whoever runs this process. */
    public static UserFolders ofThisProcess() {
        return new UserFolders(
                System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    /** What the user chose, such as consents and recent projects. */
    public Path settings() {
        return folder("APPDATA", "Roaming", "XDG_CONFIG_HOME", Path.of(".config"));
    }

    /** What the program has seen and must not forget between runs, such as observations. */
    public Path state() {
        return folder("LOCALAPPDATA", "Local", "XDG_STATE_HOME", Path.of(".local", "state"));
    }

    private Path folder(String windows, String below, String xdg, Path usual) {
        String name = system.toLowerCase(Locale.ROOT);
        Path base;
        if (name.startsWith("windows")) {
            base = absolute(windows).orElse(home.resolve("AppData").resolve(below));
        } else if (name.startsWith("mac")) {
            base = home.resolve("Library").resolve("Application Support");
        } else {
            base = absolute(xdg).orElse(home.resolve(usual));
        }
        return base.resolve(PROGRAM);
    }

    /** The XDG base directory rules say that a relative path is to be ignored. */
    private Optional<Path> absolute(String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute);
    }

    /** The environment may hold passwords. */
    @Override
    public String toString() {
        return "UserFolders[" + home + "]";
    }
}
