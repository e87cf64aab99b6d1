schema "public" {}

table "metric" {
  schema = schema.public
  column "day" {
    type = date
  }
  column "place" {
    type = text
    null = true
  }
  column "value" {
    type = int
    null = true
  }
  check "value_positive" {
    expr = "value > 0"
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
      expr = "value % 2"
    }
  }
}

partition "metric_old" {
  schema  = schema.public
  of      = table.metric
  comment = "before the move"
  range {
    from = [MINVALUE, MINVALUE]
    to   = ["2026-01-01", 0]
  }
  column "value" {
    default = 7
    null    = false
    comment = "guessed"
  }
  index "metric_old_place" {
    columns = [column.place]
  }
  check "old_only" {
    expr = "place <> 'new'"
  }
  storage_params {
    fillfactor = 50
  }
}

partition "metric_new" {
  schema = schema.public
  of     = table.metric
  range {
    from = ["2026-01-01", 0]
    to   = ["2027-01-01", 0]
  }
  partition {
    type    = LIST
    columns = [column.place]
  }
}

partition "metric_new_north" {
  schema   = schema.public
  of       = partition.metric_new
  unlogged = true
  in       = ["north", null]
  row_security {
    enabled = true
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
    type = int
  }
  primary_key {
    columns = [column.guest]
  }
  partition {
    type    = HASH
    columns = [column.guest]
  }
}

partition "visit_part" {
  for_each  = toset(["0", "1"])
  name      = "visit_${each.key}"
  schema    = schema.public
  of        = table.visit
  modulus   = 2
  remainder = each.key
}

# compared in another way than its columns are
table "by_letters" {
  schema = schema.public
  column "word" {
    type = text
  }
  column "code" {
    type = varchar(9)
  }
  partition {
    type = RANGE
    by {
      column  = column.word
      collate = "C"
      ops     = text_pattern_ops
    }
    by {
      expr    = "upper(code)"
      collate = "POSIX"
    }
    by {
      column = column.code
      ops    = varchar_ops
    }
  }
}
