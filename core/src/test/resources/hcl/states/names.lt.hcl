# everything has another name than its label
schema "harbour" {
  name = "main"
}

table "ships" {
  schema = schema.harbour
  name   = "ship"
  column "number" {
    name = "id"
    type = integer
  }
  index "by_number" {
    name    = "ship_id"
    columns = [column.id]
  }
}

view "numbers" {
  name   = "ship_numbers"
  schema = schema.harbour
  as     = "SELECT id FROM ${table.ships.name}"
}
