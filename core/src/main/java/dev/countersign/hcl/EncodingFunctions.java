package dev.countersign.hcl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/** JSON and CSV. */
final class EncodingFunctions {

    private EncodingFunctions() {}

    static void addTo(Map<String, HclFunction> all) {
        all.put("jsonencode", c -> {
            String json = JsonText.write(c.expect(1, 1).arguments().getFirst());
            c.reserveText(json.length());
            return HclValue.of(json);
        });
        all.put("jsondecode", c -> {
            String text = c.expect(1, 1).text(0);
            c.reserveText(text.length());
            try {
                return JsonText.read(text);
            } catch (JacksonException e) {
                var at = e.getLocation();
                throw c.fail("cannot read its text as JSON"
                        + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"));
            }
        });
        all.put("csvdecode", EncodingFunctions::csv);
    }

    private static HclValue csv(FunctionCall call) {
        String text = call.expect(1, 1).text(0);
        call.reserveText(text.length());
        List<List<String>> rows = rows(call, text);
        if (rows.isEmpty()) {
            throw call.fail("needs a first line with the column names");
        }
        List<String> names = rows.getFirst();
        if (new LinkedHashSet<>(names).size() != names.size()) {
            throw call.fail("has two columns of the same name");
        }
        List<HclValue> records = new ArrayList<>();
        for (int r = 1; r < rows.size(); r++) {
            List<String> row = rows.get(r);
            if (row.size() != names.size()) {
                throw call.fail(
                        "has " + row.size() + " values in record " + r + ", the first line names " + names.size());
            }
            Map<String, HclValue> fields = new TreeMap<>();
            for (int i = 0; i < row.size(); i++) {
                fields.put(names.get(i), HclValue.of(row.get(i)));
            }
            records.add(HclValue.of(fields));
        }
        return HclValue.of(records);
    }

    /** RFC 4180; empty lines are skipped. */
    private static List<List<String>> rows(FunctionCall call, String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && text.startsWith("\"", i + 1)) {
                cell.append('"');
                i++;
            } else if (quoted) {
                quoted = c != '"';
                cell.append(quoted ? Character.toString(c) : "");
            } else if (c == '"' && cell.isEmpty()) {
                quoted = true;
                wasQuoted = true;
            } else if (c == ',' || c == '\n') {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    finish(rows, row, wasQuoted);
                    row = new ArrayList<>();
                    wasQuoted = false;
                }
            } else if (c != '\r' || !text.startsWith("\n", i + 1)) {
                cell.append(c);
            }
        }
        if (quoted) {
            throw call.fail("has a quoted value without a closing quote");
        }
        if (!cell.isEmpty() || !row.isEmpty()) {
            row.add(cell.toString());
            finish(rows, row, wasQuoted);
        }
        return rows;
    }

    private static void finish(List<List<String>> rows, List<String> row, boolean wasQuoted) {
        if (row.size() > 1 || wasQuoted || !row.getFirst().isEmpty()) {
            rows.add(row);
        }
    }
}
