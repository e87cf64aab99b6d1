package dev.countersign.signing.trust;

import dev.countersign.signing.SigningException;
import dev.countersign.signing.ssh.SshPublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The {@code allowed_signers} file of ssh-keygen(1), section ALLOWED SIGNERS. A line that cannot be read refuses the whole
 * file, because a skipped line could be the one that expires a key. Times without {@code Z} are taken as UTC, so that a
 * verdict does not depend on the machine's time zone.
 *
 * @param lines in file order
 */
public record AllowedSigners(List<AllowedSigner> lines) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    public AllowedSigners {
        lines = List.copyOf(lines);
    }

    /**
     * @param text the file
     * @throws TrustException naming the first line that cannot be read
     */
    public static AllowedSigners parse(String text) {
        List<AllowedSigner> out = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String content = line.strip();
            if (!content.isEmpty() && !content.startsWith("#")) {
                try {
                    out.add(line(content, number));
                } catch (SigningException | DateTimeException e) {
                    throw new TrustException(
                            "allowed_signers line " + number + " cannot be read: " + e.getMessage(), e);
                }
            }
        }
        return new AllowedSigners(out);
    }

    private static AllowedSigner line(String content, int number) {
        List<String> words = words(content);
        if (words.size() < 3) {
            throw new TrustException("it needs principals, key type and key.");
        }
        String principals = unquote(words.getFirst());
        boolean options = words.size() > 3 && !keyType(words.get(1));
        int type = options ? 2 : 1;
        boolean authority = false;
        Optional<String> namespaces = Optional.empty();
        Optional<Instant> after = Optional.empty();
        Optional<Instant> before = Optional.empty();
        Set<String> seen = new TreeSet<>();
        for (String option : options ? split(words.get(1), ',') : List.<String>of()) {
            int equals = option.indexOf('=');
            String name = (equals < 0 ? option : option.substring(0, equals)).toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "" : unquote(option.substring(equals + 1));
            if (!seen.add(name)) {
                throw new TrustException("option " + name + " appears twice.");
            }
            if (equals < 0 != name.equals("cert-authority")) {
                throw new TrustException("option " + option + " is not known.");
            }
            switch (name) {
                case "cert-authority" -> authority = true;
                case "namespaces" -> namespaces = Optional.of(value);
                case "valid-after" -> after = Optional.of(time(value));
                case "valid-before" -> before = Optional.of(time(value));
                default -> throw new TrustException("option " + name + " is not known.");
            }
        }
        SshPublicKey key = SshPublicKey.of(words.get(type), words.get(type + 1));
        return new AllowedSigner(principals, authority, namespaces, after, before, key, number);
    }

    private static boolean keyType(String word) {
        return word.startsWith("ssh-") || word.startsWith("ecdsa-sha2-") || word.startsWith("sk-");
    }

    /** Splits at blanks outside quotes. */
    private static List<String> words(String line) {
        return split(line.replace('\t', ' '), ' ').stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static List<String> split(String text, char separator) {
        List<String> out = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            quoted ^= c == '"';
            if (c == separator && !quoted) {
                out.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        if (quoted) {
            throw new TrustException("a quote is not closed.");
        }
        out.add(word.toString());
        return out;
    }

    private static String unquote(String word) {
        return word.length() >= 2 && word.startsWith("\"") && word.endsWith("\"")
                ? word.substring(1, word.length() - 1)
                : word;
    }

    /** YYYYMMDD or YYYYMMDDHHMM[SS], with or without Z. */
    private static Instant time(String text) {
        String digits = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
        if (!digits.matches("[0-9]{8}|[0-9]{12}|[0-9]{14}")) {
            throw new TrustException("\"" + text + "\" is not a time of the form YYYYMMDD or YYYYMMDDHHMMSSZ.");
        }
        return LocalDateTime.parse(digits + "000000".substring(0, 14 - digits.length()), TIME)
                .toInstant(ZoneOffset.UTC);
    }
}
