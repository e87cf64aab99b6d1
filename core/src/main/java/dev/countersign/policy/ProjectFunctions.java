package dev.countersign.policy;

import dev.countersign.hcl.FunctionCall;
import dev.countersign.hcl.Functions;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;

/** The functions that only project files have: reading files, environment variables and the time. */
final class ProjectFunctions {

    private ProjectFunctions() {}

    static Functions of(ProjectFile project) {
        return Functions.standard()
                .with(
                        "getenv",
                        call -> HclValue.of(
                                project.environmentVariable(call.expect(1, 1).text(0))))
                .with("timestamp", call -> timestamp(project, call))
                .with("glob", call -> files(project, call))
                .with("fileset", call -> files(project, call))
                .with("file", call -> HclValue.of(read(project, call)));
    }

    private static HclValue timestamp(ProjectFile project, FunctionCall call) {
        call.expect(0, 0);
        try {
            return HclValue.of(project.time().toString());
        } catch (DateTimeException | NumberFormatException e) {
            throw call.fail("needs SOURCE_DATE_EPOCH, if it is set, to be a number of seconds");
        }
    }

    /** Names of files of the project, in byte order, relative to the project file; {@code *} stays within one directory, {@code **} does not. */
    private static HclValue files(ProjectFile project, FunctionCall call) {
        String pattern = call.expect(1, 1).text(0);
        try {
            List<String> found = new ProjectGlob(project.directory()).matches(pattern);
            call.reserveItems(found.size());
            return HclValue.of(found.stream().map(HclValue::of).toList());
        } catch (IOException | UncheckedIOException e) {
            throw call.fail("cannot list the files that match \"" + pattern + "\"");
        } catch (IllegalArgumentException e) {
            throw call.fail("cannot use the pattern \"" + pattern + "\": " + e.getMessage());
        }
    }

    private static String read(ProjectFile project, FunctionCall call) {
        String name = call.expect(1, 1).text(0);
        try {
            byte[] bytes = project.fileContent(Path.of(name));
            call.reserveText(bytes.length);
            return HclSource.decode(name, bytes).text();
        } catch (AccessDeniedException e) {
            String why = e.getReason() == null ? "access is denied" : e.getReason();
            throw call.fail("cannot read the file \"" + name + "\": " + why);
        } catch (IOException | InvalidPathException e) {
            throw call.fail("cannot read the file \"" + name + "\"; paths start from the project file's directory");
        } catch (HclException e) {
            throw call.fail("cannot use the file \"" + name + "\": "
                    + e.problems().getFirst().message());
        }
    }
}
