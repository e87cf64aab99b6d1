schema "public" {}

function "positive" {
  schema = schema.public
  lang   = SQL
  arg "v" {
    type = integer
  }
  return  = boolean
  as      = "SELECT v > 0"
  comment = "more than nothing"
}

function "half" {
  schema = schema.public
  lang   = SQL
  arg {
    type = integer
  }
  return     = integer
  as         = "RETURN $1 / 2"
  volatility = IMMUTABLE
  parallel   = SAFE
  leakproof  = false
  strict     = true
}

function "both" {
  schema = schema.public
  lang   = SQL
  arg "a" {
    type = int
  }
  arg "b" {
    type    = text
    default = "x"
  }
  return = int
  as     = <<-SQL
    BEGIN ATOMIC
      SELECT a + 1;
      SELECT a + 2;
    END
  SQL
}

# the same name again, with other arguments
function "both_of_text" {
  name   = "both"
  schema = schema.public
  lang   = PLpgSQL
  arg "a" {
    type = text
    mode = INOUT
  }
  arg "n" {
    type = int
    mode = OUT
  }
  as = <<-SQL
    BEGIN
      n := length(a);
    END
  SQL
  volatility = STABLE
  parallel   = RESTRICTED
  security   = DEFINER
  cost       = 50
  config_params {
    search_path = ["public", "pg_temp"]
    work_mem    = "8MB"
  }
}

function "many" {
  schema = schema.public
  lang   = SQL
  arg "n" {
    type    = sql("int[]")
    mode    = VARIADIC
    default = sql("ARRAY[]::int[]")
  }
  return_set = table.word
  as         = "SELECT * FROM word"
  rows       = 5
}

function "pairs" {
  schema = schema.public
  lang   = SQL
  return_table {
    column "a" {
      type = int
    }
    column "b" {
      type = varchar
    }
  }
  as = "SELECT 1, 'x'"
}

procedure "tidy" {
  schema = schema.public
  lang   = SQL
  arg "a" {
    type = integer
  }
  arg "c" {
    type    = integer
    default = 100
  }
  as       = "DELETE FROM word WHERE id BETWEEN a AND c"
  security = INVOKER
  comment  = "by hand"
}

aggregate "product" {
  schema = schema.public
  arg "x" {
    type = bigint
  }
  state_type    = bigint
  state_func    = function.times
  initial_value = 1
  parallel      = SAFE
  comment       = "all of them, multiplied"
}

function "times" {
  schema = schema.public
  lang   = SQL
  arg {
    type = bigint
  }
  arg {
    type = bigint
  }
  return     = bigint
  as         = "SELECT $1 * $2"
  volatility = IMMUTABLE
  parallel   = SAFE
}

table "word" {
  schema = schema.public
  column "id" {
    type = int
  }
}
