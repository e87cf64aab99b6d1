package dev.countersign.source;

import dev.countersign.dialect.Dialect;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclProblem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds schemas of products whose language is not read here, which would otherwise be one misunderstanding after the other. */
final class OtherProducts {
    /** What only schemas of MySQL and MariaDB say, by the blocks around it. */
    private static final Set<String> MYSQL = Set.of(
            "schema.charset",
            "schema.collate",
            "table.engine",
            "table.charset",
            "table.collate",
            "table.auto_increment",
            "table.column.unsigned",
            "table.column.charset",
            "table.column.on_update",
            "table.index.parser",
            "table.index.on.prefix");

    private OtherProducts() {}

    /** @throws HclException with the first place where a file is one of another product */
    static void require(List<HclFile> files, Dialect read) {
        files.stream()
                .filter(file -> !says(file, files, read))
                .flatMap(file -> sign("", file.body()).stream())
                .findFirst()
                .ifPresent(sign -> {
                    throw new HclException(HclProblem.at(
                            sign.nameRange(),
                            "\"" + sign.name()
                                    + "\" is a word of schemas of MySQL and MariaDB, and this file is read as one of "
                                    + read.product()));
                });
    }

    /**
     * Whether a file says by its name that it is of that product, or is about the one schema that only this product calls so. What it says in words of another one
     * has no effect then, and is named like any other name that nobody knows.
     */
    private static boolean says(HclFile file, List<HclFile> all, Dialect read) {
        return file.source().name().endsWith(read.schemaLanguage().suffix())
                || !read.severalSchemas()
                        && all.stream()
                                .flatMap(f -> f.body().blocks("schema").stream())
                                .anyMatch(b -> b.label()
                                        .filter(read.defaultSchema()::equals)
                                        .isPresent());
    }

    private static Optional<HclAttribute> sign(String kind, HclBody body) {
        Stream<HclAttribute> own = body.attributes().stream().filter(a -> MYSQL.contains(kind + a.name()));
        Stream<HclAttribute> inner = body.blocks().stream()
                .flatMap((HclBlock block) -> sign(kind + block.type() + ".", block.body()).stream());
        return Stream.concat(own, inner).findFirst();
    }
}
