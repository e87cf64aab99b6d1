package dev.countersign.hcl;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Functions on URLs; they work on the text, since database URLs are often not URIs in the strict sense. As in Go a text without a scheme is a path, and the
 * empty one, such as that of an environment variable that is not set, is a URL too.
 */
final class UrlFunctions {

    private UrlFunctions() {}

    static void addTo(Map<String, HclFunction> all) {
        all.put("urlescape", c -> HclValue.of(escape(c.expect(1, 1).text(0))));
        all.put("urluserinfo", c -> {
            Parts url = parts(c.expect(2, 3).text(0));
            String user = escape(c.text(1)).replace("+", "%20");
            String info = c.count() == 3 && c.arguments().get(2) != HclValue.Null.NULL
                    ? user + ":" + escape(c.text(2)).replace("+", "%20")
                    : user;
            String host = url.authority.substring(url.authority.lastIndexOf('@') + 1);
            String start = url.start.isEmpty() ? "//" : url.start;
            String path = url.path.isEmpty() || url.path.startsWith("/") || host.isEmpty() ? url.path : "/" + url.path;
            return HclValue.of(start + info + "@" + host + path + url.query + url.fragment);
        });
        all.put("urlqueryset", c -> {
            Parts url = parts(c.expect(3, 3).text(0));
            String name = escape(c.text(1));
            List<String> pairs = new ArrayList<>();
            for (String pair :
                    url.query.isEmpty() ? new String[0] : url.query.substring(1).split("&")) {
                if (!pair.isEmpty() && !pair.split("=", 2)[0].equals(name)) {
                    pairs.add(pair);
                }
            }
            pairs.add(name + "=" + escape(c.text(2)));
            // values of one name keep their order
            pairs.sort(Comparator.comparing(pair -> pair.split("=", 2)[0]));
            return HclValue.of(url.start + url.authority + url.path + "?" + String.join("&", pairs) + url.fragment);
        });
        all.put("urlsetpath", c -> {
            Parts url = parts(c.expect(2, 2).text(0));
            boolean whole =
                    url.start.isEmpty() || c.text(1).isEmpty() || c.text(1).startsWith("/");
            String path = whole ? c.text(1) : "/" + c.text(1);
            return HclValue.of(url.start + url.authority + path + url.query + url.fragment);
        });
    }

    /** @param start the scheme with {@code ://}; empty for a path */
    private record Parts(String start, String authority, String path, String query, String fragment) {}

    private static Parts parts(String url) {
        int scheme = url.indexOf("://");
        String start = scheme <= 0 ? "" : url.substring(0, scheme + 3);
        String rest = url.substring(start.length());
        int hash = rest.indexOf('#');
        String fragment = hash < 0 ? "" : rest.substring(hash);
        rest = hash < 0 ? rest : rest.substring(0, hash);
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question);
        rest = question < 0 ? rest : rest.substring(0, question);
        int slash = start.isEmpty() ? 0 : rest.indexOf('/');
        return new Parts(
                start,
                slash < 0 ? rest : rest.substring(0, slash),
                slash < 0 ? "" : rest.substring(slash),
                query,
                fragment);
    }

    /** As Go's {@code url.QueryEscape}, which treats {@code *} and {@code ~} the other way round than Java. */
    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
