schema "public" {
}

table "word" {
  schema = schema.public
  column "id" {
    type = integer
    null = false
  }
  column "text" {
    type = text
    null = true
  }
}

view "loud" {
  schema  = schema.public
  comment = "in capitals"
  column "id" {
    type    = integer
    comment = "the number"
  }
  column "shout" {
    type = text
  }
  as = <<SQL
SELECT id,
    upper(text) AS shout
   FROM public.word
  WHERE (id > 0)
SQL
  check_option = LOCAL
  security {
    barrier = true
    invoker = true
  }
}

view "louder" {
  schema = schema.public
  column "id" {
    type    = integer
    default = sql("4")
  }
  as = <<SQL
SELECT id
   FROM public.loud
SQL
  check_option = CASCADED
}

materialized "lengths" {
  schema  = schema.public
  comment = "counted at night"
  column "n" {
    type = integer
  }
  column "top" {
    type = integer
  }
  as = <<SQL
SELECT length(text) AS n,
    max(id) AS top
   FROM public.word
  GROUP BY (length(text))
SQL
  storage_params {
    fillfactor = "90"
  }
  index "lengths_double" {
    on {
      expr = "(n * 2)"
      desc = true
    }
    where = "(n > 1)"
  }
  index "lengths_n" {
    unique  = true
    columns = [column.n]
  }
}
