schema "main" {
}

table "berth" {
  schema        = schema.main
  without_rowid = true
  column "pier" {
    type = sql("VARCHAR(10)")
    null = false
  }
  column "number" {
    type = int
    null = false
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
    type = sql("DECIMAL(4, 2)")
    null = true
  }
  column "weight" {
    type = sql("DOUBLE PRECISION")
    null = true
  }
  column "mood" {
    type = sql("MY OWN TYPE")
    null = true
  }
  column "free" {
    type    = boolean
    null    = false
    default = sql("TRUE")
  }
  primary_key {
    columns = [column.pier, column.number]
  }
  foreign_key {
    columns     = [column.pier, column.beside]
    ref_columns = [table.berth.column.pier, table.berth.column.number]
    on_delete   = RESTRICT
    deferrable  = INITIALLY_DEFERRED
  }
  foreign_key "berth_boat" {
    columns     = [column.boat]
    ref_columns = [table.boat.column.id]
    on_update   = SET_NULL
    on_delete   = CASCADE
  }
}

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
    null    = false
    collate = "NOCASE"
    default = sql("'it''s'")
  }
  column "length" {
    type    = real
    null    = true
    default = sql("1.5")
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
    as {
      expr = "upper(name)"
      type = VIRTUAL
    }
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
  unique "boat_name" {
    columns     = [column.name]
    on_conflict = IGNORE
  }
  check {
    expr = "length > 0"
  }
  check "name_given" {
    expr = "name <> ''"
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
