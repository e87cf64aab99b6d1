schema "main" {}

table "boat" {
  schema = schema.main
  strict = true
  column "id" {
    type           = integer
    null           = false
    auto_increment = true
  }
  column "name" {
    type    = text
    default = "it's"
    collate = NOCASE
  }
  column "length" {
    type    = real
    null    = true
    default = 1.5
  }
  column "made" {
    type    = text
    null    = true
    default = sql("CURRENT_TIMESTAMP")
  }
  column "guess" {
    type    = integer
    null    = true
    default = sql("abs(-4)")
  }
  column "loud" {
    type = text
    null = true
    as   = "upper(name)"
  }
  column "twice" {
    type = real
    null = true
    as {
      expr = "length * 2"
      type = STORED
    }
  }
  primary_key {
    columns = [column.id]
  }
  check "name_given" {
    expr = "name <> ''"
  }
  check {
    expr = "length > 0"
  }
  unique "boat_name" {
    columns     = [column.name]
    on_conflict = IGNORE
  }
  index "boat_length" {
    columns = [column.length, column.made]
  }
  index "boat_words" {
    unique = true
    on {
      expr = "lower(name)"
    }
    on {
      column = column.made
      desc   = true
    }
    where = "made IS NOT NULL"
  }
}

table "berth" {
  schema        = schema.main
  without_rowid = true
  depends_on    = [table.boat]
  column "pier" {
    type = varchar(10)
  }
  column "number" {
    type = int
  }
  column "boat" {
    type = integer
    null = true
  }
  column "beside" {
    type = int
    null = true
  }
  column "size" {
    type = decimal(4, 2)
    null = true
  }
  column "weight" {
    type = double_precision
    null = true
  }
  column "mood" {
    type = sql("my own type")
    null = true
  }
  column "free" {
    type    = boolean
    default = true
  }
  primary_key {
    columns = [column.pier, column.number]
  }
  foreign_key "berth_boat" {
    columns     = [column.boat]
    ref_columns = [table.boat.column.id]
    on_delete   = CASCADE
    on_update   = SET_NULL
  }
  foreign_key {
    columns     = [column.pier, column.beside]
    ref_columns = [column.pier, column.number]
    on_delete   = RESTRICT
    deferrable  = INITIALLY_DEFERRED
  }
}
