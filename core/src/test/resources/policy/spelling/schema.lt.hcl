schema "main" {
}
table "users" {
  schema = schema.main
  column "id" {
    type = integer
    null = false
  }
  column "email" {
    type = text
    null = true
  }
  primary_key {
    columns = [column.id]
  }
}
