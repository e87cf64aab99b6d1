# ways of writing that schemas in practice have
table "crew" {
  schema = schema.main
  column "crew_id" {
    null = false
    type = blob
  }
  column "name" {
    null = false
    type = text
  }
  column "rank" {
    null    = true
    type    = boolean
    default = false
  }
  primary_key {
    columns = [column.crew_id]
  }
  check "16 byte crew_id" {
    expr = "length(`crew_id`) = 16"
  }
  check "not blank" {
    expr = "`name` != \"\""
  }
  without_rowid = true
}
table "crew_ships" {
  schema = schema.main
  column "crew_id" {
    null = false
    type = blob
  }
  foreign_key "crew_fk" {
    columns     = [table.crew_ships.column.crew_id]
    ref_columns = [table.crew.column.crew_id]
    on_update   = NO_ACTION
    on_delete   = CASCADE
  }
  foreign_key "0" {
    columns     = [column.crew_id]
    ref_columns = [table.crew.column.crew_id]
  }
}
schema "main" {
}
