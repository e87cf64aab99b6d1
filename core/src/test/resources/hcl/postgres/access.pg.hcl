variable "readers" {
  type    = list(string)
  default = ["ledger_anna", "ledger_ben"]
}

schema "public" {}

role "ledger_readers" {
  inherit = false
}

role "ledger_owner" {
  external = true
}

user "ledger_anna" {
  conn_limit  = 3
  valid_until = "2031-01-01 00:00:00+00"
  member_of   = [role.ledger_readers]
}

user "ledger_ben" {
  create_db   = true
  create_role = false
}

membership "ben" {
  role   = role.ledger_readers
  member = user.ledger_ben
  admin  = true
}

table "ledger" {
  schema = schema.public
  column "id" {
    type = int
  }
  column "amount" {
    type = int
    null = true
  }
  row_security {
    enabled = true
  }
}

view "totals" {
  schema = schema.public
  as     = "SELECT sum(amount) AS total FROM ledger"
}

sequence "numbers" {
  schema = schema.public
}

enum "side" {
  schema = schema.public
  values = ["debit", "credit"]
}

domain "cents" {
  schema = schema.public
  type   = int
  null   = true
}

function "balance" {
  schema = schema.public
  lang   = SQL
  arg "side" {
    type = enum.side
  }
  return = int
  as     = "SELECT 1"
}

function "balance_of_int" {
  name   = "balance"
  schema = schema.public
  lang   = SQL
  arg "n" {
    type = int
  }
  return = int
  as     = "SELECT n"
}

procedure "close" {
  schema = schema.public
  lang   = SQL
  as     = "SELECT 1"
}

permission {
  for        = table.ledger
  to         = role.ledger_readers
  privileges = [SELECT, INSERT]
}

permission {
  for        = [view.totals, table.ledger]
  to         = user.ledger_anna
  privileges = ["DELETE"]
  grantable  = true
}

permission {
  for        = table.ledger.column.amount
  to         = PUBLIC
  privileges = [SELECT, UPDATE]
}

permission "each" {
  for_each   = var.readers
  for        = schema.public
  to         = each.value
  privileges = [CREATE]
}

permission {
  for        = sequence.numbers
  to         = role.ledger_readers
  privileges = [USAGE, SELECT]
}

permission {
  for        = [enum.side, domain.cents]
  to         = role.ledger_readers
  privileges = [USAGE]
  grantable  = true
}

permission {
  for        = [function.balance, procedure.close]
  to         = user.ledger_ben
  privileges = [EXECUTE]
}

policy "own_rows" {
  on      = table.ledger
  as      = RESTRICTIVE
  for     = UPDATE
  to      = [role.ledger_readers, "ledger_ben"]
  using   = "amount > 0"
  check   = "amount < 100"
  comment = "small sums"
}

policy "all_rows" {
  on    = table.ledger
  to    = [PUBLIC]
  using = "true"
}

policy "enough" {
  on    = table.ledger
  using = "(SELECT count(*) > 1 FROM totals)"
}
