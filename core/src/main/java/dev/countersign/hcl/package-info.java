/** HCL text: a lexer and parser with positions on every node, and a lazy, bounded evaluator with its functions. */
package dev.countersign.hcl;
