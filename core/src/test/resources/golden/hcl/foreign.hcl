schema "far" {
}

schema "public" {
}

extension "postgres_fdw" {
  schema  = "public"
  version = "1.2"
  comment = "foreign-data wrapper for remote PostgreSQL servers"
}

foreign_table "stock" {
  schema = schema.far
  server = server.branch
  options {
    schema_name = "public"
    table_name  = "stock_items"
  }
  comment = "read only in practice"
  column "id" {
    type = integer
    null = false
  }
  column "amount" {
    type    = integer
    null    = true
    default = sql("0")
    options {
      column_name = "quantity"
    }
    comment = "as counted there"
  }
  check "amount_positive" {
    expr = "(amount >= 0)"
  }
}

server "branch" {
  type    = "postgresql"
  version = "17"
  fdw     = "postgres_fdw"
  options {
    dbname = "shop"
    host   = "branch.example"
  }
  comment = "the other house"
}

user_mapping "public on branch" {
  server = server.branch
  user   = PUBLIC
  options {
    user = "guest"
  }
}
