package dev.countersign.folders;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserFoldersTest {
    private static final Path HOME = Path.of("home").toAbsolutePath();
    private static final String ELSEWHERE =
            Path.of("elsewhere").toAbsolutePath().toString();

    @Test
    void everySystemHasItsCustom() {
        UserFolders linux = new UserFolders(Map.of(), "Linux", HOME);
        assertThat(linux.settings()).isEqualTo(HOME.resolve(".config/countersign"));
        assertThat(linux.state()).isEqualTo(HOME.resolve(".local/state/countersign"));
        UserFolders windows = new UserFolders(Map.of(), "Windows 11", HOME);
        assertThat(windows.settings()).isEqualTo(HOME.resolve("AppData/Roaming/countersign"));
        assertThat(windows.state()).isEqualTo(HOME.resolve("AppData/Local/countersign"));
        UserFolders mac = new UserFolders(Map.of("XDG_CONFIG_HOME", ELSEWHERE), "Mac OS X", HOME);
        assertThat(mac.settings()).isEqualTo(HOME.resolve("Library/Application Support/countersign"));
        assertThat(mac.state()).isEqualTo(mac.settings());
    }

    @Test
    void variablesSayAnotherPlaceUnlessTheyAreRelativeOrBlank() {
        Map<String, String> variables =
                Map.of("XDG_CONFIG_HOME", ELSEWHERE, "XDG_STATE_HOME", "relative", "APPDATA", " ");
        UserFolders linux = new UserFolders(variables, "Linux", HOME);
        assertThat(linux.settings()).isEqualTo(Path.of(ELSEWHERE, "countersign"));
        assertThat(linux.state()).isEqualTo(HOME.resolve(".local/state/countersign"));
        assertThat(new UserFolders(variables, "Windows 11", HOME).settings())
                .isEqualTo(HOME.resolve("AppData/Roaming/countersign"));
        assertThat(linux.toString()).doesNotContain("elsewhere");
    }
}
