package dev.countersign.policy;

import com.google.re2j.Pattern;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What targets are called. A {@code for_each} over URLs makes targets whose keys hold passwords, and names are shown, typed and signed: the password is no part
 * of the name. Where a password is not written as one must, rather too much is left out than too little.
 */
public final class TargetName {
    private static final Pattern USER_INFO = Pattern.compile("(://[^/?#@:\\s\"]*):[^\\s\"]*@");
    private static final Pattern PARAMETER_BEFORE_OTHERS = Pattern.compile("(?i)([?&])password=[^&#\\s\"]*&");
    private static final Pattern LAST_PARAMETER = Pattern.compile("(?i)[?&]password=[^&#\\s\"]*");

    private TargetName() {}

    /** The name of the target with that key. */
    static String of(String key) {
        String withoutUserInfo = USER_INFO.matcher(key).replaceAll("$1@");
        String shorter = PARAMETER_BEFORE_OTHERS.matcher(withoutUserInfo).replaceAll("$1");
        return LAST_PARAMETER.matcher(shorter).replaceAll("");
    }

    /**
     * The names of the targets with these keys, in the same order. Keys that differ in nothing but what is left out are told apart by a number, from 1 in the order
     * of the keys.
     */
    static List<String> of(Collection<String> keys) {
        List<String> names = keys.stream().map(TargetName::of).toList();
        Map<String, Integer> numbers = new HashMap<>();
        return names.stream()
                .map(name -> Collections.frequency(names, name) == 1
                        ? name
                        : name + " #" + numbers.merge(name, 1, Integer::sum))
                .toList();
    }

    /** An environment as somebody asks for it, such as {@code prod[eu]}, without what may be a password. */
    public static String inEnvironment(String written) {
        return written.endsWith("]") ? of(written.substring(0, written.length() - 1)) + "]" : of(written);
    }
}
