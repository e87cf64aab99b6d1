schema "public" {}

# before what it reads: the order of a file means nothing
view "loud" {
  schema  = schema.public
  comment = "in capitals"
  column "id" {
    type    = int
    comment = "the number"
  }
  column "shout" {
    type = text
    null = true
  }
  as           = <<-SQL
    SELECT ${table.word.column.id.name}, upper(text)
      FROM ${table.word.name}
     WHERE id > 0;
  SQL
  depends_on   = [table.word]
  check_option = LOCAL
  security {
    barrier = true
    invoker = true
  }
}

view "louder" {
  schema = schema.public
  as     = "SELECT id FROM ${view.loud.name}"
  column "id" {
    type    = int
    default = 4
  }
  check_option = CASCADED
}

materialized "lengths" {
  schema  = schema.public
  comment = "counted at night"
  column "n" {
    type = int
    null = true
  }
  column "top" {
    type = int
    null = true
  }
  as = "SELECT length(text) AS n, max(id) AS top FROM word GROUP BY 1"
  index "lengths_n" {
    unique  = true
    columns = [column.n]
  }
  index "lengths_double" {
    on {
      expr = "n * 2"
      desc = true
    }
    where = "n > 1"
  }
  storage_params {
    fillfactor = 90
  }
  depends_on = [table.word]
}

table "word" {
  schema = schema.public
  column "id" {
    type = int
  }
  column "text" {
    type = text
    null = true
  }
}
