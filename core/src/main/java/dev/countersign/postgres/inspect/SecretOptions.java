package dev.countersign.postgres.inspect;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which options may hold a password. Their values never leave this package: an object with such an option carries a stand-in, so that its presence is
 * compared and its value is not.
 */
final class SecretOptions {
    /** What stands for a value that is not read. */
    static final String STAND_IN = "(secret)";

    private static final String[] TELLING = {
        "pass", "pwd", "secret", "token", "credential", "private_key", "privatekey", "api_key", "apikey", "access_key"
    };

    /** Options of user mappings that say who connects, not with what; whatever else a wrapper knows may be a secret. */
    private static final Set<String> HARMLESS_IN_MAPPINGS = Set.of(
            "user",
            "username",
            "user_name",
            "password_required",
            "sslcert",
            "sslkey",
            "gssdelegation",
            "use_scram_passthrough");

    /** libpq keywords of a connection string whose values are secrets. */
    private static final Pattern IN_CONNECTION = Pattern.compile(
            "(?i)\\b(password|sslpassword|scram_client_key|scram_server_key|oauth_client_secret)\\s*=\\s*('(?:[^'\\\\]|\\\\.)*'|\\S+)");

    private static final Pattern IN_URL_USER = Pattern.compile("(?i)^(postgres(?:ql)?://[^:/?#@]*):[^@/]*@");
    private static final Pattern IN_URL_QUERY = Pattern.compile(
            "(?i)([?&](?:password|sslpassword|scram_client_key|scram_server_key|oauth_client_secret)=)[^&]*");

    private static final Pattern SECRET_IN_URL_USER = Pattern.compile("(?i)^postgres(?:ql)?://[^:/?#@]*:([^@/]*)@");
    private static final Pattern SECRET_IN_URL_QUERY = Pattern.compile(
            "(?i)[?&](?:password|sslpassword|scram_client_key|scram_server_key|oauth_client_secret)=[^&]*");

    private SecretOptions() {}

    /** Whether the option of a wrapper, server, foreign table or column may be a secret. */
    static boolean anywhere(String option) {
        String name = option.toLowerCase(Locale.ROOT);
        return !name.equals("password_required") && Stream.of(TELLING).anyMatch(name::contains);
    }

    /** Whether the option of a user mapping may be a secret. */
    static boolean inMapping(String option) {
        return !HARMLESS_IN_MAPPINGS.contains(option.toLowerCase(Locale.ROOT));
    }

    /** All secrets of a connection string in one text, for nothing but {@link dev.countersign.catalog.SecretMarks}. */
    static String secretsIn(String connection) {
        String text = connection.strip();
        StringBuilder secrets = new StringBuilder();
        if (text.startsWith("postgres://") || text.startsWith("postgresql://")) {
            Matcher user = SECRET_IN_URL_USER.matcher(text);
            if (user.find()) {
                secrets.append(user.group(1)).append('\0');
            }
            Matcher query = SECRET_IN_URL_QUERY.matcher(text);
            while (query.find()) {
                secrets.append(query.group()).append('\0');
            }
            return secrets.toString();
        }
        Matcher keyword = IN_CONNECTION.matcher(connection);
        while (keyword.find()) {
            String value = keyword.group(2);
            boolean quoted = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
            secrets.append(keyword.group(1))
                    .append('=')
                    .append(quoted ? value.substring(1, value.length() - 1) : value)
                    .append('\0');
        }
        return secrets.toString();
    }

    /** The connection string with a stand-in for every secret. */
    static String withoutSecrets(String connection) {
        String text = connection.strip();
        if (text.startsWith("postgres://") || text.startsWith("postgresql://")) {
            text = IN_URL_USER.matcher(text).replaceFirst("$1:" + STAND_IN + "@");
            return IN_URL_QUERY.matcher(text).replaceAll("$1" + STAND_IN);
        }
        return IN_CONNECTION.matcher(connection).replaceAll("$1='" + STAND_IN + "'");
    }
}
