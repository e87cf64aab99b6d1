schema "public" {
}

enum "side" {
  schema = schema.public
  values = ["debit", "credit"]
}

domain "cents" {
  schema = schema.public
  type   = integer
  null   = true
}

sequence "numbers" {
  schema = schema.public
  type   = bigint
}

table "ledger" {
  schema = schema.public
  column "id" {
    type = integer
    null = false
  }
  column "amount" {
    type = integer
    null = true
  }
  row_security {
    enabled  = true
    enforced = false
  }
}

view "totals" {
  schema = schema.public
  column "total" {
    type = bigint
  }
  as = <<SQL
SELECT sum(amount) AS total
   FROM public.ledger
SQL
}

function "balance(integer)" {
  name   = "balance"
  schema = schema.public
  lang   = "sql"
  arg "n" {
    type = integer
  }
  return = integer
  as     = "SELECT n"
}

function "balance(public.side)" {
  name   = "balance"
  schema = schema.public
  lang   = "sql"
  arg "side" {
    type = enum.side
  }
  return = integer
  as     = "SELECT 1"
}

procedure "close" {
  schema = schema.public
  lang   = "sql"
  as     = "SELECT 1"
}

policy "all_rows" {
  on    = table.ledger
  to    = ["public"]
  using = "true"
}

policy "enough" {
  on    = table.ledger
  to    = ["public"]
  using = "( SELECT (count(*) > 1)\n   FROM public.totals)"
}

policy "own_rows" {
  on      = table.ledger
  as      = RESTRICTIVE
  for     = UPDATE
  to      = ["ledger_ben", "ledger_readers"]
  using   = "amount > 0"
  check   = "amount < 100"
  comment = "small sums"
}

permission {
  for        = function["balance(public.side)"]
  to         = role.ledger_ben
  privileges = ["EXECUTE"]
}

permission {
  for        = domain.cents
  to         = role.ledger_readers
  privileges = ["USAGE"]
  grantable  = true
}

permission {
  for        = procedure.close
  to         = role.ledger_ben
  privileges = ["EXECUTE"]
}

permission {
  for        = table.ledger.column.amount
  to         = PUBLIC
  privileges = ["SELECT", "UPDATE"]
}

permission {
  for        = table.ledger
  to         = role.ledger_anna
  privileges = ["DELETE"]
  grantable  = true
}

permission {
  for        = table.ledger
  to         = role.ledger_readers
  privileges = ["INSERT", "SELECT"]
}

permission {
  for        = sequence.numbers
  to         = role.ledger_readers
  privileges = ["SELECT", "USAGE"]
}

permission {
  for        = schema.public
  to         = role.ledger_anna
  privileges = ["CREATE"]
}

permission {
  for        = schema.public
  to         = role.ledger_ben
  privileges = ["CREATE"]
}

permission {
  for        = enum.side
  to         = role.ledger_readers
  privileges = ["USAGE"]
  grantable  = true
}

permission {
  for        = view.totals
  to         = role.ledger_anna
  privileges = ["DELETE"]
  grantable  = true
}

role "ledger_anna" {
  conn_limit  = 3
  login       = true
  valid_until = "2031-01-01 00:00:00+00"
}

role "ledger_ben" {
  create_db = true
  login     = true
}

role "ledger_readers" {
  inherit = false
}

membership "ledger_readers of ledger_anna" {
  role   = role.ledger_readers
  member = role.ledger_anna
}

membership "ledger_readers of ledger_ben" {
  role   = role.ledger_readers
  member = role.ledger_ben
  admin  = true
}
