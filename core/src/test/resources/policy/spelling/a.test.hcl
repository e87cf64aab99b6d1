variable "limit" {
  type        = int
  default     = 3
  description = "how many"
  sensitive   = false
  validation {
    condition     = var.limit > 0
    error_message = "one at least"
  }
}
locals {
  most = var.limit
}
test "schema" "ages" {
  skip     = false
  parallel = true
  for_each = [{ age = "0" }, { age = "1" }]
  exec {
    sql    = "SELECT ${each.value.age}"
    format = csv
    output = "1"
  }
  exec {
    sql   = "SELECT ${local.most}"
    match = "1"
  }
  catch {
    sql   = "INSERT INTO users VALUES (1)"
    error = "users"
  }
  assert {
    sql           = "SELECT true"
    error_message = "never"
  }
  log {
    message = "so far"
  }
  cleanup {
    sql = "DELETE FROM users"
  }
}
test "migrate" "forth" {
  migrate {
    to = "1"
  }
}
test "plan" "there" {
  schema {
    url = "file://old.sql"
  }
  apply {
    url = "file://plan.sql"
  }
}
test "script" "outside" {
  external {
    program     = ["date"]
    working_dir = "."
    output      = "x"
  }
  external {
    program = ["date"]
    match   = "x"
  }
}
test "rule" "orders have no key" {
  rules     = ["own.rule.hcl"]
  vars      = { limit = 3 }
  dialect   = "sqlite"
  schema    = "CREATE TABLE orders (id int);"
  migration = "ALTER TABLE orders ADD COLUMN note text;"
  expect {
    rule    = "require-primary-key"
    object  = "main.orders"
    message = "Table orders must have a primary key"
  }
}
