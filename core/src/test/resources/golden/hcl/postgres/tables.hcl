schema "museum" {
  comment = "exhibits and who lends them"
}

schema "public" {
}

table "exhibit" {
  schema           = schema.museum
  unlogged         = true
  comment          = "what is shown"
  replica_identity = FULL
  storage_params {
    fillfactor         = "80"
    autovacuum_enabled = "false"
  }
  column "id" {
    type = integer
    null = false
    identity {
      generated = ALWAYS
      start     = 100
      increment = 10
      min_value = 100
      max_value = 9000
      cache     = 5
      cycle     = true
    }
  }
  column "title" {
    type    = character_varying(80)
    null    = false
    collate = sql("pg_catalog.\"C\"")
    default = sql("'untitled'::character varying")
    comment = "as on the label"
  }
  column "height" {
    type    = numeric(6, 2)
    null    = true
    default = sql("1.5")
  }
  column "shown" {
    type    = boolean
    null    = false
    default = sql("true")
  }
  column "added" {
    type    = timestamptz
    null    = false
    default = sql("now()")
  }
  column "word" {
    type    = date
    null    = false
    default = sql("CURRENT_DATE")
  }
  column "loud" {
    type = text
    null = true
    as {
      expr = "upper((title)::text)"
      type = STORED
    }
  }
  column "area" {
    type = numeric
    null = true
    as {
      expr = "(height * height)"
      type = STORED
    }
  }
  column "half" {
    type = numeric
    null = true
    as {
      expr = "(height / (2)::numeric)"
      type = VIRTUAL
    }
  }
  column "note" {
    type = text
    null = true
  }
  row_security {
    enabled  = true
    enforced = true
  }
}

table "lender" {
  schema           = schema.public
  replica_identity = "lender_key"
  column "id" {
    type = serial
    null = false
  }
  column "big" {
    type = bigserial
    null = false
  }
  column "small" {
    type = smallserial
    null = false
  }
  column "key" {
    type = bigint
    null = false
    identity {
      generated = BY_DEFAULT
    }
  }
  primary_key "lender_pkey" {
    columns = [column.id]
  }
  index "lender_key" {
    unique  = true
    columns = [column.key]
  }
}
