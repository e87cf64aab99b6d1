package dev.countersign.signing.plan;

import com.google.re2j.Pattern;
import java.util.List;

/** Plans are stored and shown for years; texts that look as if they held a password are refused. */
final class SecretScan {
    private static final List<Pattern> SECRETS = List.of(
            Pattern.compile("(?is)\\b(create|alter)\\s+(user|role)\\b.*\\bpassword\\s+e?'"),
            Pattern.compile("(?is)\\bidentified\\s+(with\\s+\\S+\\s+)?by\\s+'"),
            Pattern.compile("(?is)\\boptions\\s*\\(.*\\bpassword\\s+'"),
            Pattern.compile("(?is)\\bconnection\\s+'[^']*\\bpassword\\s*="),
            Pattern.compile("(?i)\\b[a-z][a-z0-9+.-]{1,20}://[^\\s:/@']+:[^\\s:/@']+@"));

    private SecretScan() {}

    /** @throws PlanFormatException when the text looks as if it held a password; the message does not repeat it */
    static void check(String name, String text) {
        if (SECRETS.stream().anyMatch(pattern -> pattern.matcher(text).find())) {
            throw new PlanFormatException(
                    name
                            + " seems to hold a password, and a plan is kept and shown for years. Set the password outside the plan.");
        }
    }
}
