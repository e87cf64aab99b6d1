package dev.countersign.postgres.inspect;

import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** Reads the security labels of compared objects. Runs when every object has an address. */
final class SecurityLabelReader {
    private final Reading reading;

    SecurityLabelReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        reading.session().query("""
                        SELECT l.classoid, l.objoid, l.objsubid, l.provider, l.label, o.type, o.identity
                        FROM pg_catalog.pg_seclabel l,
                          LATERAL pg_catalog.pg_identify_object(l.classoid, l.objoid, l.objsubid) o
                        WHERE o.identity IS NOT NULL""", this::readLabel);
    }

    private void readLabel(Row row) throws SQLException {
        Optional<ObjectRef> owner =
                reading.addresses().find(row.getLong("classoid"), row.getLong("objoid"), row.getInt("objsubid"));
        if (owner.isEmpty()
                || owner.get().kind() == ObjectKind.EXTENSION
                        && row.getLong("classoid") != CatalogClass.EXTENSION.oid()) {
            return;
        }
        String type = row.getString("type");
        String word = type.endsWith(" column") ? "COLUMN" : type.toUpperCase(Locale.ROOT);
        String labelled = "SECURITY LABEL FOR " + Ident.quote(row.getString("provider")) + " ON " + word + " "
                + row.getString("identity") + " IS ";
        reading.objects()
                .add(new DefinedObject(
                        ObjectRef.of(
                                ObjectKind.SECURITY_LABEL,
                                row.getString("provider") + " on " + type + " " + row.getString("identity")),
                        labelled + Literal.quote(row.getString("label")),
                        labelled + "NULL",
                        owner,
                        Optional.empty()));
    }
}
