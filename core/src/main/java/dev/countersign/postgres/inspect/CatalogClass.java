package dev.countersign.postgres.inspect;

/** System catalogs by their OIDs, which are the same in every PostgreSQL (fixed in the catalog headers of its source). */
enum CatalogClass {
    TYPE(1247),
    PROC(1255),
    CLASS(1259),
    ATTRDEF(2604),
    CAST(2605),
    CONSTRAINT(2606),
    NAMESPACE(2615),
    OPERATOR(2617),
    REWRITE(2618),
    TRIGGER(2620),
    ACCESS_METHOD(2601),
    AMOP(2602),
    AMPROC(2603),
    CONVERSION(2607),
    LANGUAGE(2612),
    OPERATOR_CLASS(2616),
    OPERATOR_FAMILY(2753),
    TRANSFORM(3576),
    TEXT_SEARCH_DICTIONARY(3600),
    TEXT_SEARCH_PARSER(3601),
    TEXT_SEARCH_CONFIGURATION(3602),
    TEXT_SEARCH_TEMPLATE(3764),
    FOREIGN_SERVER(1417),
    USER_MAPPING(1418),
    FOREIGN_DATA_WRAPPER(2328),
    SUBSCRIPTION(6100),
    EXTENSION(3079),
    POLICY(3256),
    STATISTIC_EXT(3381),
    COLLATION(3456),
    EVENT_TRIGGER(3466),
    PUBLICATION(6104),
    PUBLICATION_REL(6106),
    PUBLICATION_NAMESPACE(6237);

    private final long oid;

    CatalogClass(long oid) {
        this.oid = oid;
    }

    /** The catalog's own OID: what {@code pg_depend.classid} holds. */
    long oid() {
        return oid;
    }
}
