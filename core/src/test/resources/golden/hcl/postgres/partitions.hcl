schema "public" {
}

table "by_letters" {
  schema = schema.public
  column "word" {
    type = text
    null = false
  }
  column "code" {
    type = character_varying(9)
    null = false
  }
  partition {
    type = RANGE
    by {
      column  = column.word
      collate = sql("\"C\"")
      ops     = sql("text_pattern_ops")
    }
    by {
      expr    = "upper((code)::text)"
      collate = sql("\"POSIX\"")
    }
    by {
      column = column.code
      ops    = sql("varchar_ops")
    }
  }
}

table "metric" {
  schema = schema.public
  column "day" {
    type = date
    null = false
  }
  column "place" {
    type = text
    null = true
  }
  column "value" {
    type = integer
    null = true
  }
  check "value_positive" {
    expr = "(value > 0)"
  }
  index "metric_day" {
    columns = [column.day]
  }
  partition {
    type = RANGE
    by {
      column = column.day
    }
    by {
      expr = "(value % 2)"
    }
  }
}

partition "metric_new" {
  schema = schema.public
  of     = table.metric
  range {
    from = [sql("'2026-01-01'"), sql("0")]
    to   = [sql("'2027-01-01'"), sql("0")]
  }
  partition {
    type    = LIST
    columns = [column.place]
  }
}

partition "metric_new_north" {
  schema   = schema.public
  unlogged = true
  of       = partition.metric_new
  in       = [sql("'north'"), sql("NULL")]
  row_security {
    enabled  = true
    enforced = false
  }
}

partition "metric_old" {
  schema = schema.public
  of     = table.metric
  range {
    from = [sql("MINVALUE"), sql("MINVALUE")]
    to   = [sql("'2026-01-01'"), sql("0")]
  }
  comment = "before the move"
  storage_params {
    fillfactor = "50"
  }
  column "value" {
    default = sql("7")
    null    = false
    comment = "guessed"
  }
  check "old_only" {
    expr = "(place <> 'new'::text)"
  }
  index "metric_old_place" {
    columns = [column.place]
  }
}

partition "metric_rest" {
  schema  = schema.public
  of      = table.metric
  default = true
}

table "visit" {
  schema = schema.public
  column "guest" {
    type = integer
    null = false
  }
  primary_key "visit_pkey" {
    columns = [column.guest]
  }
  partition {
    type    = HASH
    columns = [column.guest]
  }
}

partition "visit_0" {
  schema    = schema.public
  of        = table.visit
  modulus   = 2
  remainder = 0
}

partition "visit_1" {
  schema    = schema.public
  of        = table.visit
  modulus   = 2
  remainder = 1
}
