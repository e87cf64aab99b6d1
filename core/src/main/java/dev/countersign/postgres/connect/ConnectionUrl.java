package dev.countersign.postgres.connect;

import dev.countersign.connect.ConnectionException;
import dev.countersign.connect.ConnectionException.Reason;
import dev.countersign.connect.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes a {@code postgres://} URL apart. Parameters are an allow list: drivers have settings that load classes or read files, so an unknown name is
 * refused, never passed on. No message quotes the URL or a value, because a password may stand anywhere in a mistyped one.
 */
final class ConnectionUrl {
    /** Accepted names (the driver's spellings included) and the libpq name each stands for. */
    private static final Map<String, String> PARAMETERS = Map.ofEntries(
            Map.entry("host", "host"),
            Map.entry("port", "port"),
            Map.entry("dbname", "dbname"),
            Map.entry("user", "user"),
            Map.entry("password", "password"),
            Map.entry("passfile", "passfile"),
            Map.entry("sslmode", "sslmode"),
            Map.entry("sslrootcert", "sslrootcert"),
            Map.entry("sslcert", "sslcert"),
            Map.entry("sslkey", "sslkey"),
            Map.entry("search_path", "search_path"),
            Map.entry("currentSchema", "search_path"),
            Map.entry("connect_timeout", "connect_timeout"),
            Map.entry("connectTimeout", "connect_timeout"),
            Map.entry("application_name", "application_name"),
            Map.entry("ApplicationName", "application_name"),
            Map.entry("channel_binding", "channel_binding"),
            Map.entry("channelBinding", "channel_binding"),
            Map.entry("require_auth", "require_auth"),
            Map.entry("requireAuth", "require_auth"),
            Map.entry("target_session_attrs", "target_session_attrs"));

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9]+)?");
    private static final Pattern SHOWABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]{0,39}");
    private static final int DEFAULT_CONNECT_TIMEOUT_SECONDS = 10;

    private ConnectionUrl() {}

    static ConnectionFields parse(String url) {
        int colon = url.indexOf("://");
        String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("postgres") && !scheme.equals("postgresql")) {
            throw refuse(
                    "A PostgreSQL connection is written postgres://user@host:5432/database; this URL begins differently.");
        }
        String rest = url.substring(colon + 3);
        int question = rest.indexOf('?');
        String front = question < 0 ? rest : rest.substring(0, question);
        String query = question < 0 ? "" : rest.substring(question + 1);
        int slash = front.indexOf('/');
        String authority = slash < 0 ? front : front.substring(0, slash);
        String path = slash < 0 ? "" : front.substring(slash + 1);
        int at = authority.lastIndexOf('@');
        if (at < 0 && rest.indexOf('@') >= 0 && authority.indexOf(':') >= 0) {
            throw refuse(
                    "The connection URL cannot be taken apart; write / ? # @ and % inside the password as %2F %3F %23 %40 and %25.");
        }
        String login = at < 0 ? "" : authority.substring(0, at);
        int loginColon = login.indexOf(':');
        Map<String, String> given = parameters(query);

        String hostPort = authority.substring(at + 1);
        String host = host(given, hostPort);
        int port = port(given, hostPort);
        String user = first(
                decode(loginColon < 0 ? login : login.substring(0, loginColon)),
                given.getOrDefault("user", ""),
                System.getProperty("user.name", "postgres"));
        String database = first(decode(path), given.getOrDefault("dbname", ""), user);
        Optional<String> urlPassword =
                loginColon < 0 ? Optional.empty() : Optional.of(decode(login.substring(loginColon + 1)));
        boolean local = host.startsWith("/") || isLoopback(host);
        return new ConnectionFields(
                host,
                port,
                database,
                user,
                password(urlPassword, given),
                tls(given, local, host.startsWith("/")),
                path(given, "sslrootcert").filter(p -> !p.toString().equals("system")),
                path(given, "sslcert"),
                path(given, "sslkey"),
                searchPath(given),
                number(given, "connect_timeout", DEFAULT_CONNECT_TIMEOUT_SECONDS),
                given.getOrDefault("application_name", "countersign"),
                oneOf(given, "channel_binding", "prefer", List.of("disable", "prefer", "require")),
                Optional.ofNullable(given.get("require_auth")),
                target(given));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String pair : query.isEmpty() ? List.<String>of() : Arrays.asList(query.split("&"))) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String known = PARAMETERS.get(name);
            if (known == null) {
                throw refuse(unknown(name));
            }
            if (equals < 0) {
                throw refuse("The connection parameter %s has no value; write %s=…".formatted(name, name));
            }
            if (given.put(known, decode(pair.substring(equals + 1))) != null) {
                throw refuse("The connection parameter %s is given twice.".formatted(known));
            }
        }
        return given;
    }

    private static String unknown(String name) {
        if (!SHOWABLE.matcher(name).matches()) {
            return "The connection URL has a parameter that is no name; write special characters in values as %XX.";
        }
        String nearest = PARAMETERS.keySet().stream()
                .min(Comparator.<String>comparingInt(known -> distance(known, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(known -> distance(known, name) <= 3)
                .map(known -> "; did you mean " + known + "?")
                .orElse("; allowed are "
                        + PARAMETERS.values().stream().distinct().sorted().collect(Collectors.joining(", "))
                        + ".");
        return "The connection parameter %s is not allowed%s".formatted(name, nearest);
    }

    private static String host(Map<String, String> given, String hostPort) {
        String written = hostPort;
        if (written.startsWith("[")) {
            int close = written.indexOf(']');
            if (close < 0) {
                throw refuse(
                        "The address in the connection URL opens a bracket and does not close it; write [::1]:5432.");
            }
            written = written.substring(1, close);
        } else if (written.indexOf(':') >= 0) {
            written = written.substring(0, written.indexOf(':'));
        }
        String host = first(decode(written), given.getOrDefault("host", ""), "localhost");
        if (host.indexOf(',') >= 0) {
            throw refuse("The connection URL names several hosts; name the one to look at.");
        }
        if (!host.startsWith("/") && !HOST.matcher(host).matches()) {
            throw refuse(
                    "The host in the connection URL is no host name; write special characters in user and password as %XX.");
        }
        return host;
    }

    private static int port(Map<String, String> given, String hostPort) {
        int from = hostPort.startsWith("[") ? hostPort.indexOf(']') + 1 : 0;
        int colon = hostPort.indexOf(':', from);
        String written = first(colon < 0 ? "" : hostPort.substring(colon + 1), given.getOrDefault("port", ""), "5432");
        if (!written.matches("[0-9]{1,5}") || Integer.parseInt(written) < 1 || Integer.parseInt(written) > 65_535) {
            throw refuse(
                    "The port in the connection URL is no number from 1 to 65535; write special characters in user and password as %XX.");
        }
        return Integer.parseInt(written);
    }

    private static PasswordReference password(Optional<String> inUrl, Map<String, String> given) {
        String parameter = given.getOrDefault("password", "");
        if (inUrl.isPresent() && !inUrl.get().isEmpty()) {
            return new PasswordReference.Inline(new Secret(inUrl.get()));
        }
        if (given.containsKey("passfile")) {
            return new PasswordReference.PasswordFile(path(given, "passfile"));
        }
        if (parameter.startsWith("env:")) {
            return new PasswordReference.Environment(parameter.substring("env:".length()));
        }
        return switch (parameter) {
            case "" -> new PasswordReference.Usual();
            case "pgpass" -> new PasswordReference.PasswordFile(Optional.empty());
            case "prompt" -> new PasswordReference.Prompt();
            default -> new PasswordReference.Inline(new Secret(parameter));
        };
    }

    /** Strict towards other machines; on this one there is nobody in between. */
    private static TlsMode tls(Map<String, String> given, boolean local, boolean socket) {
        String word = given.getOrDefault("sslmode", "");
        if (word.isEmpty()) {
            return socket ? TlsMode.DISABLE : local ? TlsMode.PREFER : TlsMode.VERIFY_FULL;
        }
        return TlsMode.parse(word)
                .orElseThrow(() -> refuse("sslmode must be disable, prefer, require, verify-ca or verify-full."));
    }

    private static List<String> searchPath(Map<String, String> given) {
        return Arrays.stream(given.getOrDefault("search_path", "").split(","))
                .map(String::strip)
                .filter(schema -> !schema.isEmpty())
                .toList();
    }

    private static String target(Map<String, String> given) {
        String word = oneOf(
                given,
                "target_session_attrs",
                "any",
                List.of("any", "read-write", "primary", "read-only", "standby", "prefer-standby"));
        return switch (word) {
            case "read-write", "primary" -> "primary";
            case "read-only", "standby" -> "secondary";
            case "prefer-standby" -> "preferSecondary";
            default -> "any";
        };
    }

    private static String oneOf(Map<String, String> given, String name, String otherwise, List<String> words) {
        String word = given.getOrDefault(name, otherwise);
        if (!words.contains(word)) {
            throw refuse("%s must be one of %s.".formatted(name, String.join(", ", words)));
        }
        return word;
    }

    private static int number(Map<String, String> given, String name, int otherwise) {
        String written = given.getOrDefault(name, Integer.toString(otherwise));
        if (!written.matches("[0-9]{1,6}")) {
            throw refuse("%s must be a number of seconds.".formatted(name));
        }
        return Integer.parseInt(written);
    }

    private static Optional<Path> path(Map<String, String> given, String name) {
        try {
            return Optional.ofNullable(given.get(name)).map(Path::of);
        } catch (InvalidPathException e) {
            throw refuse("%s is no file name.".formatted(name));
        }
    }

    private static String first(String one, String two, String three) {
        return !one.isEmpty() ? one : !two.isEmpty() ? two : three;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refuse(
                    "The connection URL has a % that is not followed by two hexadecimal digits; write a % as %25.");
        }
    }

    static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("::1")
                || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
    }

    /** Number of single-letter edits between two words. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1)) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], previous[j]) + 1, previous[j - 1] + swap);
            }
            previous = row;
        }
        return previous[b.length()];
    }

    private static ConnectionException refuse(String message) {
        return new ConnectionException(Reason.URL, message);
    }
}
