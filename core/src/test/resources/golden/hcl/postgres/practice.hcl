schema "public" {
}

domain "handle" {
  schema = schema.public
  type   = text
  null   = true
  check "handle_ok" {
    expr = "(VALUE ~ '^[a-z0-9.!#$%&''*+/=?^_`{|}~-]+@[a-z](?:\\.[a-z0-9])*$'::text)"
  }
}

table "kinds" {
  schema = schema.public
  column "id" {
    type = integer
    null = false
    identity {
      generated = ALWAYS
    }
  }
  column "name" {
    type = text
    null = false
  }
  column "tags" {
    type    = sql("uuid[]")
    null    = false
    default = sql("ARRAY[]::uuid[]")
  }
  column "on" {
    type = sql("smallint[]")
    null = true
  }
  column "at" {
    type    = timestamptz(4)
    null    = false
    default = sql("CURRENT_TIMESTAMP(4)")
  }
  column "made" {
    type    = bigint
    null    = false
    default = sql("((EXTRACT(epoch FROM (CURRENT_TIMESTAMP AT TIME ZONE 'Asia/Tokyo'::text)) * (1000)::numeric))::bigint")
  }
  column "extra" {
    type    = jsonb
    null    = false
    default = sql("'{}'::jsonb")
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
    columns = [column.id]
  }
  foreign_key "kind" {
    columns     = [column.id]
    ref_columns = [column.id]
    on_delete   = CASCADE
  }
  index "kind_name" {
    unique  = true
    columns = [column.name]
  }
  index "kind_words" {
    on {
      column = column.words
      ops    = sql("tsvector_ops (siglen='8')")
    }
    type = "gist"
  }
}
