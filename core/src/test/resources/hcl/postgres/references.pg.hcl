locals {
  schemas = { north = "N", south = "S" }
  size    = 40
}

variable "kind" {
  type    = string
  default = "text"
}

schema "north" {}

schema "south" {}

table "north" "person" {
  schema = schema.north
  column "id" {
    type = int
  }
  primary_key {
    columns = [column.id]
  }
}

table "south" "person" {
  schema = schema.south
  column "id" {
    type = int
  }
  column "friend" {
    type = int
    null = true
  }
  column "key" {
    type = int
    null = true
  }
  primary_key {
    columns = [table.south.person.column.id]
  }
  foreign_key "person_friend" {
    columns     = [column.friend]
    ref_columns = [table.north.person.column.id]
  }
  # a name alone that is clear, with its schema before it
  foreign_key "person_key" {
    columns     = [column.key]
    ref_columns = [table.north.lock.column.id]
  }
}

table "lock" {
  schema = schema.north
  column "id" {
    type = sql(var.kind == "text" ? "int" : "bigint")
  }
  column "label" {
    type    = varchar(local.size)
    default = "lock of ${schema.north.name}"
  }
  unique "lock_id" {
    columns = [column.id]
  }
}

table "per_schema" {
  for_each = local.schemas
  name     = "area_${lower(each.value)}"
  schema   = schema[each.key]
  column "code" {
    type    = char(1)
    default = each.value
  }
}

view "north" "people" {
  schema = schema.north
  as     = "SELECT id FROM ${schema.north.name}.${table.north.person.name}"
}
