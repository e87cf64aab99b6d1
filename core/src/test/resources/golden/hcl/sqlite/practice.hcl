schema "main" {
}

table "crew" {
  schema        = schema.main
  without_rowid = true
  column "crew_id" {
    type = blob
    null = false
  }
  column "name" {
    type = text
    null = false
  }
  column "rank" {
    type    = boolean
    null    = true
    default = sql("FALSE")
  }
  primary_key {
    columns = [column.crew_id]
  }
  check "16 byte crew_id" {
    expr = "length(crew_id) = 16"
  }
  check "not blank" {
    expr = "name != ''"
  }
}

table "crew_ships" {
  schema = schema.main
  column "crew_id" {
    type = blob
    null = false
  }
  foreign_key "0" {
    columns     = [column.crew_id]
    ref_columns = [table.crew.column.crew_id]
  }
  foreign_key "crew_fk" {
    columns     = [column.crew_id]
    ref_columns = [table.crew.column.crew_id]
    on_delete   = CASCADE
  }
}
