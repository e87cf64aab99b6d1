schema "public" {
}

table "word" {
  schema = schema.public
  column "id" {
    type = integer
    null = false
  }
}

function "both(integer, text)" {
  name   = "both"
  schema = schema.public
  lang   = "sql"
  arg "a" {
    type = integer
  }
  arg "b" {
    type    = text
    default = sql("'x'::text")
  }
  return = integer
  as     = "BEGIN ATOMIC\n SELECT (a + 1);\n SELECT (a + 2);\nEND"
}

function "both(text)" {
  name   = "both"
  schema = schema.public
  lang   = "plpgsql"
  arg "a" {
    type = text
    mode = INOUT
  }
  arg "n" {
    type = integer
    mode = OUT
  }
  return     = record
  volatility = STABLE
  parallel   = RESTRICTED
  security   = DEFINER
  cost       = 50
  config_params {
    search_path = sql("'public', 'pg_temp'")
    work_mem    = sql("'8MB'")
  }
  as = <<SQL
BEGIN
  n := length(a);
END
SQL
}

function "half" {
  schema = schema.public
  lang   = "sql"
  arg "" {
    type = integer
  }
  return     = integer
  volatility = IMMUTABLE
  parallel   = SAFE
  strict     = true
  as         = "RETURN ($1 / 2)"
}

function "many" {
  schema = schema.public
  lang   = "sql"
  arg "n" {
    type    = sql("integer[]")
    mode    = VARIADIC
    default = sql("ARRAY[]::integer[]")
  }
  return_set = sql("public.word")
  rows       = 5
  as         = "SELECT * FROM word"
}

function "pairs" {
  schema = schema.public
  lang   = "sql"
  return_table {
    column "a" {
      type = integer
    }
    column "b" {
      type = character_varying
    }
  }
  as = "SELECT 1, 'x'"
}

function "positive" {
  schema = schema.public
  lang   = "sql"
  arg "v" {
    type = integer
  }
  return  = boolean
  comment = "more than nothing"
  as      = "SELECT v > 0"
}

function "times" {
  schema = schema.public
  lang   = "sql"
  arg "" {
    type = bigint
  }
  arg "" {
    type = bigint
  }
  return     = bigint
  volatility = IMMUTABLE
  parallel   = SAFE
  as         = "SELECT $1 * $2"
}

procedure "tidy" {
  schema = schema.public
  lang   = "sql"
  arg "a" {
    type = integer
  }
  arg "c" {
    type    = integer
    default = sql("100")
  }
  comment = "by hand"
  as      = "DELETE FROM word WHERE id BETWEEN a AND c"
}

aggregate "product" {
  schema = schema.public
  arg "x" {
    type = bigint
  }
  initial_value = "1"
  parallel      = SAFE
  state_func    = sql("public.times")
  state_type    = sql("bigint")
  comment       = "all of them, multiplied"
}
