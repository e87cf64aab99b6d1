schema "public" {}

schema "museum" {
  comment = "exhibits and who lends them"
}

# three lines that people write in one way or another
table "exhibit" {
  schema           = schema.museum
  comment          = "what is shown"
  unlogged         = true
  access_method    = heap
  replica_identity = FULL
  depends_on       = [table.lender]
  column "id" {
    type = int
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
    type    = varchar(80)
    default = "untitled"
    collate = "C"
    comment = "as on the label"
  }
  column "height" {
    type    = numeric(6, 2)
    null    = true
    default = 1.5
  }
  column "shown" {
    type    = bool
    null    = false
    default = true
  }
  column "added" {
    type    = timestamptz
    default = sql("now()")
  }
  column "word" {
    type    = date
    default = CURRENT_DATE
  }
  column "loud" {
    type = text
    null = true
    as   = "upper(title)"
  }
  column "area" {
    type = numeric
    null = true
    as {
      expr = "height * height"
      type = STORED
    }
  }
  column "half" {
    type = numeric
    null = true
    as {
      expr = "height / 2"
      type = VIRTUAL
    }
  }
  column "note" {
    type    = text
    null    = true
    default = null
  }
  row_security {
    enabled  = true
    enforced = true
  }
  storage_params {
    fillfactor         = 80
    autovacuum_enabled = false
  }
}

table "lender" {
  schema = schema.public
  column "id" {
    type = serial
  }
  column "big" {
    type = bigserial
  }
  column "small" {
    type = smallserial
  }
  column "key" {
    type = bigint
    identity {
      generated = BY_DEFAULT
    }
  }
  primary_key {
    columns = [column.id]
  }
  index "lender_key" {
    unique  = true
    columns = [column.key]
  }
  replica_identity = index.lender_key
}
