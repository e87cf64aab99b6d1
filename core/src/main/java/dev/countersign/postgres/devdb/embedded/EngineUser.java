package dev.countersign.postgres.devdb.embedded;

import dev.countersign.devdb.DevDatabaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The operating system user that the engine runs as. PostgreSQL refuses to run as root, so a root process (containers, CI) hands the engine to an
 * unprivileged user; everybody else keeps their own.
 *
 * @param name the user's name when it is another than ours
 * @param prefix command line that becomes that user, to be put before the engine's command
 */
record EngineUser(Optional<String> name, List<String> prefix) {
    private record Account(String name, String uid, String gid) {}

    EngineUser {
        prefix = List.copyOf(prefix);
    }

    /** @param ownFolder a folder that this process just made, which tells who we are */
    static EngineUser choose(Path ownFolder) throws IOException {
        boolean unix = Files.getFileStore(ownFolder).supportsFileAttributeView("unix")
                || ownFolder.getFileSystem().supportedFileAttributeViews().contains("unix");
        if (!unix || !Integer.valueOf(0).equals(Files.getAttribute(ownFolder, "unix:uid"))) {
            return new EngineUser(Optional.empty(), List.of());
        }
        Account account = unprivileged();
        for (List<String> prefix : waysToBecome(account)) {
            if (works(prefix)) {
                return new EngineUser(Optional.of(account.name()), prefix);
            }
        }
        throw new DevDatabaseException(
                "The built-in PostgreSQL does not run as root and none of setpriv, runuser, chroot and su can become the user %s here; run as an ordinary user or name another dev database."
                        .formatted(account.name()));
    }

    /** Gives a folder of ours to the engine. */
    void own(Path folder) throws IOException {
        if (name.isPresent()) {
            UserPrincipal owner =
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name.get());
            Files.setOwner(folder, owner);
        }
    }

    List<String> command(List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    /** A user made for this comes first; never {@code postgres}, whose files may be a production server's. */
    private static Account unprivileged() throws IOException {
        List<Account> accounts = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
            String[] fields = line.split(":", -1);
            if (fields.length >= 4 && !fields[2].equals("0")) {
                accounts.add(new Account(fields[0], fields[2], fields[3]));
            }
        }
        for (String wanted : List.of("countersign", "nobody", "daemon")) {
            for (Account account : accounts) {
                if (account.name().equals(wanted)) {
                    return account;
                }
            }
        }
        throw new DevDatabaseException(
                "The built-in PostgreSQL does not run as root and there is no user countersign, nobody or daemon to run it; create one or run as an ordinary user.");
    }

    private static List<List<String>> waysToBecome(Account account) {
        String ids = account.uid() + ":" + account.gid();
        return List.of(
                List.of(
                        "setpriv",
                        "--reuid=" + account.uid(),
                        "--regid=" + account.gid(),
                        "--clear-groups",
                        "--no-new-privs"),
                List.of("runuser", "-u", account.name(), "--"),
                List.of("chroot", "--userspec=" + ids, "--groups=", "/"));
    }

    private static boolean works(List<String> prefix) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("/bin/sh", "-c", "test \"$(id -u)\" != 0"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException programMissing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
