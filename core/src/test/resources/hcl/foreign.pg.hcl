schema "public" {}

schema "far" {}

extension "postgres_fdw" {
  schema  = schema.public
  version = "1.2"
}

server "branch" {
  type    = "postgresql"
  version = "17"
  fdw     = extension.postgres_fdw
  options {
    host   = "branch.example"
    dbname = "shop"
  }
  comment = "the other house"
}

user_mapping "everybody" {
  server = server.branch
  user   = PUBLIC
  options {
    user = "guest"
  }
}

foreign_table "stock" {
  schema = schema.far
  server = server.branch
  column "id" {
    type = int
  }
  column "amount" {
    type    = int
    null    = true
    default = 0
    options {
      column_name = "quantity"
    }
    comment = "as counted there"
  }
  check "amount_positive" {
    expr = "amount >= 0"
  }
  options {
    schema_name = "public"
    table_name  = "stock_items"
  }
  comment = "read only in practice"
}
