schema "north" {
}

schema "public" {
}

schema "south" {
}

table "area_n" {
  schema = schema.north
  column "code" {
    type    = character(1)
    null    = false
    default = sql("'N'::bpchar")
  }
}

table "lock" {
  schema = schema.north
  column "id" {
    type = integer
    null = false
  }
  column "label" {
    type    = character_varying(40)
    null    = false
    default = sql("'lock of north'::character varying")
  }
  unique "lock_id" {
    columns = [column.id]
  }
}

table "north" "person" {
  schema = schema.north
  column "id" {
    type = integer
    null = false
  }
  primary_key "person_pkey" {
    columns = [column.id]
  }
}

table "area_s" {
  schema = schema.south
  column "code" {
    type    = character(1)
    null    = false
    default = sql("'S'::bpchar")
  }
}

table "south" "person" {
  schema = schema.south
  column "id" {
    type = integer
    null = false
  }
  column "friend" {
    type = integer
    null = true
  }
  column "key" {
    type = integer
    null = true
  }
  primary_key "person_pkey" {
    columns = [column.id]
  }
  foreign_key "person_friend" {
    columns     = [column.friend]
    ref_columns = [table.north.person.column.id]
  }
  foreign_key "person_key" {
    columns     = [column.key]
    ref_columns = [table.lock.column.id]
  }
}

view "people" {
  schema = schema.north
  column "id" {
    type = integer
  }
  as = <<SQL
SELECT id
   FROM north.person
SQL
}
