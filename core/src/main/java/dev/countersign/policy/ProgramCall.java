package dev.countersign.policy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A command line that a project file asks to run. No shell ever sees it.
 *
 * @param arguments the program and its arguments
 * @param directory where it runs, absolute
 */
public record ProgramCall(List<String> arguments, Path directory) {

    /** Copies the list. */
    public ProgramCall {
        arguments = List.copyOf(arguments);
        directory = directory.toAbsolutePath().normalize();
    }

    /** What a consent is given to: SHA-256 over every argument and the directory, in hexadecimal. */
    public String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<String> parts = new ArrayList<>(arguments);
            parts.add(directory.toString());
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                // lengths keep ["a b"] and ["a", "b"] apart
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** The program and its arguments as one line, quoted where they hold blanks or quotes. */
    public String line() {
        return arguments.stream().map(ProgramCall::quoted).collect(Collectors.joining(" "));
    }

    /** The arguments that a line of {@link #line()}'s form stands for. */
    public static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean open = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else if (c == '\\' && quote == '"' && i + 1 < line.length()) {
                    word.append(line.charAt(++i));
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                open = true;
            } else if (Character.isWhitespace(c)) {
                if (open || !word.isEmpty()) {
                    words.add(word.toString());
                }
                word.setLength(0);
                open = false;
            } else {
                word.append(c);
            }
        }
        if (open || !word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    private static String quoted(String argument) {
        boolean plain = !argument.isEmpty()
                && argument.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"' || c == '\'' || c < ' ');
        return plain ? argument : '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
