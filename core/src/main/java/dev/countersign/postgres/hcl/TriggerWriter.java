package dev.countersign.postgres.hcl;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.RowPolicy;
import dev.countersign.catalog.Trigger;
import dev.countersign.ddl.HclWriter;
import dev.countersign.sql.postgres.Cut;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes triggers and row policies; a definition that is not understood to the last word is missing. */
final class TriggerWriter {
    private static final Pattern TAIL = Pattern.compile(
            "( (?:NOT )?DEFERRABLE(?: INITIALLY (?:IMMEDIATE|DEFERRED))?)?( REFERENCING(?: OLD TABLE AS (\\S+))?(?: NEW TABLE AS (\\S+))?)?"
                    + " FOR EACH (ROW|STATEMENT)( WHEN .*)?",
            Pattern.DOTALL);

    private final Labels labels;
    private final Missing missing;
    private final HclWriter out;

    TriggerWriter(Labels labels, Missing missing, HclWriter out) {
        this.labels = labels;
        this.missing = missing;
        this.out = out;
    }

    private void table(ObjectRef table) {
        out.attribute("on", labels.reference(table));
    }

    void write(Trigger trigger) {
        String definition = trigger.definition();
        ObjectRef table = trigger.table();
        boolean constraint = definition.startsWith("CREATE CONSTRAINT TRIGGER ");
        String name = Ident.quote(trigger.ref().name());
        String head = (constraint ? "CREATE CONSTRAINT TRIGGER " : "CREATE TRIGGER ") + name + " ";
        int on = Cut.find(definition, " ON ", Math.min(head.length(), definition.length()));
        int execute = Cut.findLast(definition, " EXECUTE FUNCTION ");
        String target = " ON " + Ident.qualified(table.schema(), table.name());
        boolean known = labels.has(table)
                && definition.startsWith(head)
                && on > 0
                && definition.startsWith(target, on)
                && execute > 0;
        Matcher tail = TAIL.matcher(known ? definition.substring(on + target.length(), execute) : "");
        if (!known || !tail.matches()) {
            missing.object(trigger.ref(), "its definition has no form: " + definition);
            return;
        }
        out.open("trigger", trigger.ref().name());
        table(table);
        if (constraint) {
            out.attribute("constraint", "true");
        }
        if (tail.group(1) != null && !tail.group(1).startsWith(" NOT")) {
            out.attribute(
                    "deferrable", tail.group(1).endsWith("DEFERRED") ? "INITIALLY_DEFERRED" : "INITIALLY_IMMEDIATE");
        }
        events(definition.substring(head.length(), on));
        if (tail.group(2) != null) {
            out.open("referencing");
            Optional.ofNullable(tail.group(3))
                    .ifPresent(n -> out.attribute("old_table", HclWriter.text(Ident.unquote(n))));
            Optional.ofNullable(tail.group(4))
                    .ifPresent(n -> out.attribute("new_table", HclWriter.text(Ident.unquote(n))));
            out.close();
        }
        out.attribute("for", tail.group(5));
        if (tail.group(6) != null) {
            out.attribute("when", Expressions.bare(tail.group(6).substring(" WHEN ".length())));
        }
        execute(trigger, definition.substring(execute + " EXECUTE FUNCTION ".length()));
        trigger.comment().ifPresent(c -> out.attribute("comment", HclWriter.text(c)));
        out.close();
        if (!trigger.enabled().equals("ORIGIN")) {
            missing.part(trigger.ref(), "when it fires (" + trigger.enabled() + ")");
        }
    }

    private void events(String text) {
        String time = text.startsWith("INSTEAD OF ") ? "instead_of" : text.startsWith("BEFORE ") ? "before" : "after";
        String rest = text.substring(time.length() + 1);
        out.open(time);
        for (int at = 0; at >= 0; ) {
            int next = Cut.find(rest, " OR ", at);
            String event = rest.substring(at, next < 0 ? rest.length() : next);
            if (event.startsWith("UPDATE OF ")) {
                List<String> columns = new ArrayList<>();
                Cut.list(event.substring("UPDATE OF ".length()))
                        .forEach(c -> columns.add(HclWriter.reference("column", Ident.unquote(c))));
                out.attribute("update_of", HclWriter.list(columns));
            } else {
                out.attribute(event.toLowerCase(Locale.ROOT), "true");
            }
            at = next < 0 ? -1 : next + " OR ".length();
        }
        out.close();
    }

    private void execute(Trigger trigger, String call) {
        int open = Cut.find(call, "(", 0);
        List<String> arguments = Cut.list(Cut.bare(call.substring(open)));
        boolean plain = arguments.stream().allMatch(a -> a.startsWith("'"));
        if (!plain) {
            out.attribute("as", HclWriter.text("EXECUTE FUNCTION " + call));
            return;
        }
        out.open("execute");
        out.attribute(
                "function",
                trigger.function()
                        .filter(labels::has)
                        .map(labels::reference)
                        .orElseGet(() -> HclWriter.sql(call.substring(0, open))));
        if (!arguments.isEmpty()) {
            out.attribute(
                    "args",
                    HclWriter.list(arguments.stream()
                            .map(a -> HclWriter.text(
                                    a.substring(1, a.length() - 1).replace("''", "'")))
                            .toList()));
        }
        out.close();
    }

    void policy(RowPolicy policy) {
        if (!labels.has(policy.table())) {
            missing.object(policy.ref(), "its table is not written");
            return;
        }
        out.open("policy", policy.ref().name());
        table(policy.table());
        if (!policy.permissive()) {
            out.attribute("as", "RESTRICTIVE");
        }
        if (!policy.command().equals("ALL")) {
            out.attribute("for", policy.command());
        }
        out.attribute(
                "to",
                HclWriter.list(policy.roles().stream().map(HclWriter::text).toList()));
        policy.using().ifPresent(u -> out.attribute("using", Expressions.bare(u)));
        policy.check().ifPresent(c -> out.attribute("check", Expressions.bare(c)));
        policy.comment().ifPresent(c -> out.attribute("comment", HclWriter.text(c)));
        out.close();
    }
}
