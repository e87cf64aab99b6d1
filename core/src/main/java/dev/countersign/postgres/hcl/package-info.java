/** PostgreSQL's schemas written as HCL: from HCL to statements, and from a catalog to HCL. */
package dev.countersign.postgres.hcl;
