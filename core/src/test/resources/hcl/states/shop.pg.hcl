variable "tenants" {
  type    = list(string)
  default = ["red", "blue"]
}
schema "public" {}
schema "shop" {
  comment = "the shop"
}
enum "status" {
  schema = schema.shop
  values = ["new", "it's done"]
}
domain "zip" {
  schema = schema.shop
  type   = text
  null   = true
  check "zip_ok" {
    expr = "VALUE ~ '^[0-9]+$'"
  }
}
composite "address" {
  schema = schema.shop
  field "street" {
    type = text
  }
  field "zip" {
    type = domain.zip
  }
}
sequence "numbers" {
  schema    = schema.shop
  type      = bigint
  start     = 100
  increment = 5
  owner     = table.orders.column.number
}
# the view of a view comes first in the file
view "big_orders" {
  schema     = schema.shop
  as         = "SELECT id FROM shop.open_orders WHERE total > 100"
  depends_on = [view.open_orders]
}
view "open_orders" {
  schema = schema.shop
  as     = "SELECT id, total FROM shop.orders WHERE status = 'new'"
  column "id" {
    type = bigint
  }
  column "total" {
    type    = numeric
    comment = "in EUR"
  }
  security {
    invoker = true
  }
}
materialized "totals" {
  schema = schema.shop
  as     = "SELECT customer_id, sum(total) AS total FROM shop.orders GROUP BY 1"
  index "totals_customer" {
    unique  = true
    columns = [column.customer_id]
  }
}
function "next_number" {
  schema     = schema.shop
  lang       = PLpgSQL
  arg "by" {
    type    = int
    default = 1
  }
  return     = bigint
  volatility = VOLATILE
  security   = DEFINER
  config_params = {
    search_path = "pg_catalog"
  }
  as         = <<-SQL
    BEGIN
      RETURN nextval('shop.numbers') + by;
    END
  SQL
  comment    = "numbers of orders"
}
function "touch" {
  schema = schema.shop
  lang   = PLpgSQL
  return = trigger
  as     = "BEGIN RETURN NEW; END"
}
function "pairs" {
  schema = schema.shop
  lang   = SQL
  return_table {
    column "a" { type = int }
    column "b" { type = text }
  }
  as = "SELECT 1, 'x'"
}
procedure "noop" {
  schema = schema.shop
  lang   = SQL
  as     = "SELECT 1"
}
aggregate "total_of" {
  schema        = schema.shop
  arg "x" { type = int }
  state_type    = bigint
  state_func    = sql("int4_sum")
}
table "customers" {
  schema  = schema.shop
  comment = "people"
  column "id" {
    type = bigint
    identity {
      generated = ALWAYS
      start     = 10
    }
  }
  column "mail" {
    type         = character_varying(200)
    null         = true
    renamed_from = "email"
  }
  column "upper_mail" {
    type = text
    null = true
    as {
      expr = "upper(mail)"
      type = STORED
    }
  }
  column "home" {
    type = composite.address
    null = true
  }
  dynamic "column" {
    for_each = var.tenants
    labels   = ["is_${column.value}"]
    content {
      type    = boolean
      default = false
    }
  }
  primary_key {
    columns = [column.id]
  }
  unique "customers_mail" {
    columns = [column.mail]
    include = [column.id]
  }
  index "customers_lower" {
    on {
      expr       = "lower(mail)"
      desc       = true
      nulls_last = true
      ops        = text_pattern_ops
    }
    where = "mail IS NOT NULL"
    type  = BTREE
  }
  check "mail_at" {
    expr    = "mail LIKE '%@%'"
    comment = "an address"
  }
  row_security {
    enabled  = true
    enforced = true
  }
}
table "orders" {
  schema = schema.shop
  column "id" {
    type = bigserial
  }
  column "number" {
    type    = bigint
    default = sql("shop.next_number()")
  }
  column "customer_id" {
    type = bigint
  }
  column "status" {
    type    = enum.status
    default = "new"
  }
  column "total" {
    type = numeric(10, 2)
    null = true
  }
  column "tags" {
    type    = sql("text[]")
    default = sql("'{}'::text[]")
  }
  column "during" {
    type = tstzrange
    null = true
  }
  primary_key "orders_key" {
    columns = [column.id]
  }
  foreign_key "orders_customer" {
    columns     = [column.customer_id]
    ref_columns = [table.customers.column.id]
    on_delete   = CASCADE
    deferrable  = INITIALLY_DEFERRED
  }
  exclude "orders_during" {
    type = GIST
    on {
      column = column.during
      op     = "&&"
    }
  }
  storage_params {
    fillfactor = 70
  }
}
table "logs" {
  schema = schema.shop
  column "day" {
    type = date
  }
  partition {
    type    = RANGE
    columns = [column.day]
  }
}
partition "logs_2026" {
  schema = schema.shop
  of     = table.logs
  range {
    from = "2026-01-01"
    to   = MAXVALUE
  }
}
trigger "orders_touch" {
  on  = table.orders
  before {
    insert    = true
    update_of = [column.total]
  }
  for = ROW
  when = "NEW.total > 1"
  execute {
    function = function.touch
  }
}
policy "own" {
  on    = table.customers
  for   = SELECT
  to    = [PUBLIC]
  using = "id > 0"
}
