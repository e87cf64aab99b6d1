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

    private static Optional<HclAttribute> sign(String kind, HclBody body) {
        Stream<HclAttribute> own = body.attributes().stream().filter(a -> MYSQL.contains(kind + a.name()));
        Stream<HclAttribute> inner = body.blocks().stream()
                .flatMap((HclBlock block) -> sign(kind + block.type() + ".", block.body()).stream());
        return Stream.concat(own, inner).findFirst();
    }
}
