package dev.countersign.postgres.script;

import dev.countersign.sql.Lexer;
import dev.countersign.sql.SqlWords;
import dev.countersign.sql.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which statements about subscriptions call no publisher (manual, {@code CREATE}, {@code ALTER} and {@code DROP SUBSCRIPTION}). On a dev database subscriptions
 * are never enabled, so nothing else does, either; those that would be, or that would belong to somebody who can enable them, are not among these.
 */
final class PublisherCalls {
    private static final Set<String> FALSE = Set.of("false", "off", "no", "0", "'false'", "'off'", "'no'", "'0'");

    /** The last two change the slot on the publisher as well. */
    private static final List<String> CALLING = List.of("ENABLE", "REFRESH", "OWNER", "FAILOVER", "TWO_PHASE");

    private PublisherCalls() {}

    /** Whether the one statement of the text is about a subscription and calls nobody, or would only if the subscription held a slot. */
    static boolean isWithout(String sql) {
        SqlWords words = SqlWords.of(sql);
        if (words.startsWith("CREATE", "SUBSCRIPTION")) {
            return connectsNot(sql);
        }
        if (words.startsWith("ALTER", "SUBSCRIPTION")) {
            return CALLING.stream().noneMatch(words::contains) || isSet(words);
        }
        return words.startsWith("DROP", "SUBSCRIPTION") || words.startsWith("COMMENT", "ON", "SUBSCRIPTION");
    }

    /** New publications with {@code refresh = false}: the only form that may name what is not done. */
    private static boolean isSet(SqlWords words) {
        return words.contains("REFRESH")
                && words.contains("PUBLICATION")
                && !words.startsWith("ALTER", "SUBSCRIPTION", words.get(2), "REFRESH")
                && CALLING.stream().filter(word -> !word.equals("REFRESH")).noneMatch(words::contains);
    }

    /** The subscription that the statement drops. */
    static Optional<String> dropped(String sql) {
        SqlWords words = SqlWords.of(sql);
        if (!words.startsWith("DROP", "SUBSCRIPTION")) {
            return Optional.empty();
        }
        int name = words.startsWith("DROP", "SUBSCRIPTION", "IF", "EXISTS") ? 4 : 2;
        return words.size() > name ? Optional.of(words.get(name)) : Optional.empty();
    }

    /** Whether a subscription is made with {@code connect = false}. By tokens, so that no text in quotes is taken for the option. */
    static boolean connectsNot(String sql) {
        List<Token> tokens = Lexer.significantTokens(sql);
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (tokens.get(i).isWord(sql, "CONNECT")
                    && tokens.get(i + 1).isSign(sql, '=')
                    && FALSE.contains(tokens.get(i + 2).in(sql).toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }
}
