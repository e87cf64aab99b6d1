variable "bad" {
  type    = list(string)
  default = ["users"]
}
predicate "table" "indexed" {
  variable "columns" {
    type = list(string)
  }
  any {
    index {
      condition = alltrue([for p in self.parts : p.expr == null]) && [for p in self.parts : p.column] == var.columns
    }
  }
}
rule "schema" "fk" {
  description = "d"
  table {
    foreign_key {
      match { not { name { in = var.bad } } }
      assert {
        table {
          predicate = predicate.table.indexed
          vars      = { columns = [for c in self.columns : c] }
        }
        message = "Missing for ${self.name} of ${self.table.name}"
      }
    }
  }
}
