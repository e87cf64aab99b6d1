package dev.countersign.app.shell;

import dev.countersign.app.words.Words;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** The platform's own file dialogs. */
final class PlatformFilePrompts implements FilePrompts {
    private final Words words = Words.of(PlatformFilePrompts.class);
    private final Window owner;

    PlatformFilePrompts(Window owner) {
        this.owner = owner;
    }

    @Override
    public Optional<Path> folder() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(words.get("prompt.folder"));
        return Optional.ofNullable(chooser.showDialog(owner)).map(File::toPath);
    }

    @Override
    public Optional<Path> keyFile() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(words.get("prompt.key"));
        File ssh = new File(System.getProperty("user.home"), ".ssh");
        if (ssh.isDirectory()) {
            chooser.setInitialDirectory(ssh);
        }
        return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
    }

    @Override
    public Optional<Path> newPlan(String suggestedName) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(words.get("prompt.plan"));
        chooser.setInitialFileName(suggestedName);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(words.get("prompt.planKind"), "*.plan"));
        return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
    }
}
