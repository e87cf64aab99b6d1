package dev.countersign.app.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.engine.ReviewRequest;
import dev.countersign.folders.UserFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecentFileTest {
    @TempDir
    Path folder;

    @Test
    void whatWasComparedIsThereAtTheNextStart() {
        Path file = folder.resolve("countersign").resolve("recent.json");
        ConnectModel first = new ConnectModel(new RecentFile(file));
        first.remember(request("postgres://reader@db.example/shop"));
        first.remember(request("file://old.sql"));

        ConnectModel second = new ConnectModel(new RecentFile(file));

        assertThat(second.recent())
                .extracting(r -> r.request().from().orElseThrow())
                .containsExactly("file://old.sql", "postgres://reader@db.example/shop");
        assertThat(file.getParent()).isDirectoryContaining("glob:**recent.json");
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void neitherPasswordsNorValuesOfVariablesAreWritten() throws IOException {
        Path file = folder.resolve("recent.json");
        new ConnectModel(new RecentFile(file))
                .remember(request("postgres://reader:hunter2@db.example/shop?sslmode=require"));

        assertThat(Files.readString(file)).doesNotContain("hunter2").doesNotContain("destructive");
        assertThat(new RecentFile(file).read().getFirst().from())
                .contains("postgres://reader@db.example/shop?sslmode=require&password=prompt");
        assertThat(new RecentFile(file).read().getFirst().variables()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "",
                "{\"version\": 2, \"recent\": []}",
                "{\"version\": 1}",
                "[]",
                "{\"version\": 1, \"recent\": [{}]}"
            })
    void aBrokenFileIsSetAsideAndNotLost(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("recent.json"), content);

        assertThat(new RecentFile(file).read()).isEmpty();

        assertThat(file).doesNotExist();
        assertThat(folder.resolve("recent.json.broken")).hasContent(content);
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://u:p%40w@h:5432/d, postgres://u@h:5432/d?password=prompt",
        "postgres://u:p@w@h/d, postgres://u@h/d?password=prompt",
        "postgres://h/d?user=u&password=pw&sslmode=require, postgres://h/d?user=u&password=prompt&sslmode=require",
        "postgres://h/d?password=env:PW, postgres://h/d?password=env:PW",
        "postgres://h/d?sslpassword=pw&sslmode=require, postgres://h/d?sslmode=require",
        "postgres://u@[::1]:5432/d, postgres://u@[::1]:5432/d",
        "docker://postgres/17/dev, docker://postgres/17/dev",
        "schema.sql, schema.sql"
    })
    void passwordsAreTakenOut(String url, String kept) {
        assertThat(UrlWithoutPassword.of(url)).contains(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres://u:p/w@h/d", "postgres://u:p?w@h/d", "postgres://u:p#w@h/d"})
    void whatCannotBeTakenApartIsNotKept(String url) {
        assertThat(UrlWithoutPassword.of(url)).isEqualTo(Optional.empty());
    }

    @Test
    void theFileIsAmongTheUsersSettings() {
        RecentFile.of(new UserFolders(Map.of(), "Linux", folder)).write(List.of());

        assertThat(folder.resolve(".config/countersign/recent.json")).exists();
    }

    private ReviewRequest request(String from) {
        return new ReviewRequest(
                Optional.empty(),
                folder,
                Optional.of("prod"),
                Map.of("destructive", List.of("true")),
                Optional.of(from),
                List.of("file://schema.sql"),
                Optional.empty(),
                List.of());
    }
}
