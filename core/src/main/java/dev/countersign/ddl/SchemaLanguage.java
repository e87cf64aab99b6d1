package dev.countersign.ddl;

import dev.countersign.catalog.Catalog;
import java.util.Set;

/** One dialect's schema language in HCL. */
public interface SchemaLanguage {

    /** How names of files in it may end to say which dialect they are of, e.g. {@code .pg.hcl}. */
    String suffix();

    /** The functions that are types with parameters, e.g. {@code varchar}, by name. */
    Set<String> typeFunctions();

    /** The SQL text of a type with parameters, e.g. {@code varchar(255)}. */
    String type(String function, String arguments);

    /**
     * The statements that make what a document describes. Problems and what is not evaluated go to the document's findings.
     */
    DdlScript statements(DdlDocument document);

    /** The catalog as HCL text, and what that text cannot say. */
    HclText write(Catalog catalog);
}
