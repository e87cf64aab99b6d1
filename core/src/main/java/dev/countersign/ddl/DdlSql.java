package dev.countersign.ddl;

import dev.countersign.hcl.SourceRange;

/** A piece of SQL and the place in the HCL text that it came from. */
public record DdlSql(String sql, SourceRange range) {}
