package dev.countersign.installers;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds the application image of this platform: a runtime linked from the running JDK and JavaFX, the jars of the packaged
 * folder, a launcher and the icon. A JDK links only for its own system, so each platform is built on that platform.
 */
public final class AppImage {
    /**
     * What the class path needs of the JDK beyond what the JavaFX modules require themselves: SQL and its transaction and
     * directory interfaces, Kerberos sign-on of the PostgreSQL driver, management beans of the connection pool, the
     * HTTP and zip file systems of the libraries, and the unsafe access that JavaFX libraries and JNA still take.
     */
    private static final List<String> JDK_MODULES = List.of(
            "java.sql",
            "java.naming",
            "java.management",
            "java.net.http",
            "java.security.jgss",
            "java.security.sasl",
            "java.logging",
            "java.xml",
            "jdk.security.auth",
            "jdk.unsupported",
            "jdk.zipfs");

    private static final List<String> JAVAFX_MODULES = List.of("javafx.controls", "javafx.swing");

    private static final String CLASS_ARCHIVE = "countersign.jsa";

    private final Path distribution;
    private final Path training;
    private final Path work;

    private AppImage(Path distribution, Path training, Path work) {
        this.distribution = distribution;
        this.training = training;
        this.work = work;
    }

    /**
     * Builds the image.
     *
     * @param args the packaged folder, the sample review to train with, the folder to work in, the version, the main class,
     *     the main jar's file name, then the options of the virtual machine
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        var image = new AppImage(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
        image.build(args[3], args[4], args[5], List.of(args).subList(6, args.length));
    }

    private void build(String version, String mainClass, String mainJar, List<String> options) throws IOException {
        delete(work);
        Files.createDirectories(work);
        new AppIcon().writeAll(work.resolve("icons"));
        List<Path> jars;
        try (Stream<Path> files = Files.list(distribution.resolve("lib"))) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        List<Path> javafx = jars.stream().filter(AppImage::isJavaFx).toList();
        copy(jars.stream().filter(jar -> !isJavaFx(jar)).toList(), work.resolve("input"));

        run("jlink", link(javafx));
        var launched = new ArrayList<>(options);
        launched.add("-XX:SharedArchiveFile=$APPDIR/" + CLASS_ARCHIVE);
        run("jpackage", launcher(version, mainClass, mainJar, launched));
        archiveClasses(mainClass, options);
    }

    /**
     * Lets the image plan the sample review once with its own Java and keep the loaded classes: the next start is quicker. The virtual machine checks the
     * archive against the jars and leaves it aside when they differ, so an update can never run old code. What the run decides does not matter here.
     */
    private void archiveClasses(String mainClass, List<String> options) throws IOException {
        Path app;
        try (Stream<Path> tree = Files.walk(work.resolve("image"))) {
            app = tree.filter(file -> file.getFileName().toString().equals("countersign.cfg"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("jpackage left no countersign.cfg in " + work))
                    .getParent();
        }
        // the archive holds only for the class path of the launcher, jar by jar in its order
        String classPath = Files.readAllLines(app.resolve("countersign.cfg")).stream()
                .filter(line -> line.startsWith("app.classpath="))
                .map(line -> app
                        + File.separator
                        + line.substring(line.lastIndexOf('/') + 1).replaceFirst(".*\\\\", ""))
                .collect(Collectors.joining(File.pathSeparator));
        var command = new ArrayList<>(List.of(work.resolve("runtime/bin/java").toString()));
        command.addAll(options);
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + app.resolve(CLASS_ARCHIVE), "-cp", classPath, mainClass));
        command.addAll(List.of(
                "plan",
                "--from",
                "file://" + training.resolve("current.sql"),
                "--to",
                "file://" + training.resolve("desired.sql"),
                "--out",
                work.resolve("class-archive.sql").toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("class-archive.log").toFile())
                .start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isJavaFx(Path jar) {
        return jar.getFileName().toString().startsWith("javafx-");
    }

    private List<String> link(List<Path> javafx) {
        // the jars without a platform in their name are empty shells
        String modulePath = javafx.stream()
                .filter(jar -> jar.getFileName().toString().matches("javafx-[a-z]+-[0-9.]+-.+\\.jar"))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return List.of(
                "--module-path",
                modulePath,
                "--add-modules",
                Stream.concat(JDK_MODULES.stream(), JAVAFX_MODULES.stream()).collect(Collectors.joining(",")),
                "--output",
                work.resolve("runtime").toString(),
                "--no-header-files",
                "--no-man-pages",
                "--strip-debug",
                "--generate-cds-archive");
    }

    private List<String> launcher(String version, String mainClass, String mainJar, List<String> options) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean mac = system.contains("mac");
        boolean windows = system.contains("windows");
        String icon = windows ? "countersign.ico" : mac ? "countersign.icns" : "countersign.png";
        var arguments = new ArrayList<>(List.of(
                "--type",
                "app-image",
                "--name",
                "countersign",
                "--dest",
                work.resolve("image").toString(),
                "--input",
                work.resolve("input").toString(),
                "--runtime-image",
                work.resolve("runtime").toString(),
                "--main-jar",
                mainJar,
                "--main-class",
                mainClass,
                "--app-version",
                mac ? forMac(numbersOf(version)) : numbersOf(version),
                "--vendor",
                "Countersign",
                "--description",
                "Review a schema change the way you review code",
                "--icon",
                work.resolve("icons").resolve(icon).toString()));
        if (windows) {
            // the same program is the command line, and that needs a console to write to
            arguments.add("--win-console");
        }
        for (String option : options) {
            arguments.addAll(List.of("--java-options", option));
        }
        return List.copyOf(arguments);
    }

    private static String numbersOf(String version) {
        return version.replaceFirst("-.*", "");
    }

    /** jpackage refuses a first number of zero on macOS. */
    private static String forMac(String version) {
        return version.startsWith("0.") ? "1" + version.substring(1) : version;
    }

    private static void run(String name, List<String> arguments) {
        ToolProvider tool = ToolProvider.findFirst(name)
                .orElseThrow(() -> new IllegalStateException("The JDK in " + System.getProperty("java.home")
                        + " has no " + name + "; build with a complete JDK."));
        var said = new StringWriter();
        var writer = new PrintWriter(said);
        int code = tool.run(writer, writer, arguments.toArray(String[]::new));
        writer.flush();
        if (code != 0) {
            throw new IllegalStateException(
                    name + " ended with " + code + ": " + said.toString().strip());
        }
    }

    private static void copy(List<Path> files, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path file : files) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> tree = Files.walk(folder)) {
            found = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : found) {
            Files.delete(path);
        }
    }
}
