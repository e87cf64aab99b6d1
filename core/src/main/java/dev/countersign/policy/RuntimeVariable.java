package dev.countersign.policy;

import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** {@code data "runtimevar"}: a value from {@code constant://?val=...} or from a file of the project. */
final class RuntimeVariable {
    private final ProjectFile file;

    RuntimeVariable(ProjectFile file) {
        this.file = file;
    }

    HclValue read(DataSources.Arguments given) {
        String url = given.requiredText("url");
        int end = url.indexOf("://");
        String scheme = end < 0 ? "" : url.substring(0, end);
        String rest = end < 0 ? url : url.substring(end + 3);
        int question = rest.indexOf('?');
        String path = question < 0 ? rest : rest.substring(0, question);
        Map<String, String> query = query(question < 0 ? "" : rest.substring(question + 1));
        return switch (scheme) {
            case "constant" -> {
                requireText(given, query);
                yield HclValue.of(query.getOrDefault("val", ""));
            }
            case "file" -> {
                requireText(given, query);
                yield HclValue.of(content(given, path));
            }
            default ->
                new HclValue.Unknown(
                        given.block().title() + " is not asked: only constant:// and file:// are read, not "
                                + (scheme.isEmpty() ? "a URL without a scheme" : scheme + "://"));
        };
    }

    private static void requireText(DataSources.Arguments given, Map<String, String> query) {
        String decoder = query.getOrDefault("decoder", "string");
        if (!decoder.equals("string")) {
            throw given.fail("url", "the decoder of a runtimevar must be string, not " + decoder);
        }
    }

    private String content(DataSources.Arguments given, String path) {
        try {
            return HclSource.decode(path, file.fileContent(Path.of(path))).text();
        } catch (AccessDeniedException e) {
            throw given.fail(
                    "url",
                    "the file \"" + path + "\" cannot be read: "
                            + (e.getReason() == null ? "access is denied" : e.getReason()));
        } catch (IOException | InvalidPathException e) {
            throw given.fail(
                    "url", "the file \"" + path + "\" cannot be read; paths start from the project file's directory");
        } catch (HclException e) {
            throw given.fail(
                    "url",
                    "the file \"" + path + "\" cannot be used: "
                            + e.problems().getFirst().message());
        }
    }

    private static Map<String, String> query(String text) {
        Map<String, String> values = new TreeMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return values;
    }
}
