variable "limit" {
  type        = number
  default     = 10
  description = "how many columns a table may have"
}
predicate "table" "has_primary_key" {
  primary_key {
    condition = self != null
  }
}
predicate "column" "named" {
  variable "pattern" {
    type = string
  }
  name {
    match = var.pattern
  }
}
rule "schema" "require-primary-key" {
  description = "All tables must have a primary key"
  table {
    match {
      not {
        name {
          match = "^tmp_"
        }
      }
    }
    assert {
      predicate = predicate.table.has_primary_key
      message   = "Table ${self.name} must have a primary key"
    }
    column {
      assert {
        predicate = predicate.column.named
        vars      = { pattern = "^[a-z]+$" }
      }
    }
  }
}
rule "migrate" "few-columns" {
  description = "A table has few columns"
  add {
    table {
      assert {
        condition = length(self.columns) <= var.limit
      }
    }
  }
}
