# ways of writing that schemas in practice have
schema "public" {
  comment = "standard public schema"
}

domain "handle" {
  schema = schema.public
  null   = true
  type   = sql("text")

  check "handle_ok" {
    expr = "VALUE ~ '^[a-z0-9.!#$%&''*+/=?^_`{|}~-]+@[a-z](?:\\.[a-z0-9])*$'"
  }
}

table "kinds" {
  schema = schema.public
  column "id" {
    type = int
    identity {
      generated = ALWAYS
    }
  }
  column "name" {
    type = text
  }
  column "tags" {
    type    = sql("uuid[]")
    default = sql("ARRAY[]::uuid[]")
  }
  column "on" {
    type = sql("smallint[]")
    null = true
  }
  column "at" {
    type    = timestamp_with_time_zone(4)
    default = sql("CURRENT_TIMESTAMP(4)")
  }
  column "made" {
    null    = false
    type    = bigint
    default = sql("(extract(epoch from (CURRENT_TIMESTAMP AT TIME ZONE 'Asia/Tokyo')) * 1000)::bigint")
  }
  column "extra" {
    type    = jsonb
    default = "{}"
  }
  column "who" {
    type = domain.handle
    null = true
  }
  column "words" {
    type = tsvector
    null = true
  }
  primary_key "kinds_id" {
    columns = [
      column.id,
    ]
  }
  index "kind_name" {
    columns = [column.name]
    unique = true
  }
  index "kind_words" {
    type = GiST
    on {
      column = column.words
      ops    = sql("tsvector_ops(siglen=8)")
    }
  }
  foreign_key "kind" {
    columns     = [table.kinds.column.id]
    ref_columns = [table.kinds.column.id]
    on_update   = NO_ACTION
    on_delete   = "CASCADE"
  }
}
