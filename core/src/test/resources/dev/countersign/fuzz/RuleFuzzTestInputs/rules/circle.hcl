predicate "table" "a" { predicate = predicate.table.b }
predicate "table" "b" { not { predicate = predicate.table.a } }
rule "schema" "r" {
  description = "d"
  table { assert { predicate = predicate.table.a } }
}
