package dev.countersign.source;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.Uncompared;
import dev.countersign.dialect.Scripts;
import dev.countersign.sql.QualifiedName;
import dev.countersign.sql.StatementHead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What files make that no schema holds. Where one schema is compared it takes no part, and is named so that nobody misses it in the plan in silence. */
final class OutsideSchemas {
    private static final String WHY = "it is in no schema, and one schema is compared";

    /** How statements call them. */
    private static final Map<String, ObjectKind> KINDS = Map.ofEntries(
            Map.entry("access method", ObjectKind.ACCESS_METHOD),
            Map.entry("cast", ObjectKind.CAST),
            Map.entry("event trigger", ObjectKind.EVENT_TRIGGER),
            Map.entry("extension", ObjectKind.EXTENSION),
            Map.entry("foreign data wrapper", ObjectKind.FOREIGN_DATA_WRAPPER),
            Map.entry("language", ObjectKind.LANGUAGE),
            Map.entry("publication", ObjectKind.PUBLICATION),
            Map.entry("server", ObjectKind.FOREIGN_SERVER),
            Map.entry("subscription", ObjectKind.SUBSCRIPTION),
            Map.entry("transform", ObjectKind.TRANSFORM),
            Map.entry("user mapping", ObjectKind.USER_MAPPING));

    private OutsideSchemas() {}

    /** @param beside what the script makes beside the database, such as roles */
    static List<Uncompared> of(SqlScript script, Scripts.Beside beside) {
        Stream<Uncompared> ofDatabase = script.statements().stream()
                .filter(placed ->
                        !placed.file().equals(Baseline.FILE) && !placed.file().equals(SqlScript.PRELUDE))
                .flatMap(placed -> made(placed).stream());
        Stream<Uncompared> ofServer = beside.objects().stream()
                .filter(object -> object.ref().kind().isOfServer())
                .map(object -> leftOut(object.ref().kind(), object.ref().display()));
        return Stream.concat(ofDatabase, ofServer).distinct().toList();
    }

    private static Optional<Uncompared> made(SqlScript.Placed placed) {
        StatementHead head = StatementHead.of(placed.statement());
        return head.verb().equals("create")
                ? Optional.ofNullable(KINDS.get(head.objectKind()))
                        .map(kind -> leftOut(
                                kind,
                                head.name()
                                        .map(QualifiedName::toString)
                                        .orElse(placed.file() + " line "
                                                + placed.statement().line())))
                : Optional.empty();
    }

    private static Uncompared leftOut(ObjectKind kind, String name) {
        return Uncompared.leftOut(kind.label(), name, WHY);
    }
}
