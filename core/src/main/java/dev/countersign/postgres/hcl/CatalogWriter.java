package dev.countersign.postgres.hcl;

import dev.countersign.catalog.Catalog;
import dev.countersign.ddl.HclText;
import java.util.List;

final class CatalogWriter {
    CatalogWriter(Catalog catalog) {}

    HclText write() {
        return new HclText("", List.of());
    }
}
