package dev.countersign.app.cli;

import dev.countersign.app.cli.Program.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys as OpenSSH makes them. */
final class SshKeygen {
    private SshKeygen() {}

    /** Makes a key and returns its public half. */
    static String key(Path folder, String name, String type) throws IOException, InterruptedException {
        execute(
                "ssh-keygen",
                "-q",
                "-t",
                type,
                "-N",
                "",
                "-C",
                name,
                "-f",
                folder.resolve(name).toString());
        String[] parts = Files.readString(folder.resolve(name + ".pub")).split(" ");
        return parts[0] + " " + parts[1];
    }

    static Result execute(String... command) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), out, "");
        } catch (IOException missing) {
            return new Result(127, missing.getMessage(), "");
        }
    }
}
