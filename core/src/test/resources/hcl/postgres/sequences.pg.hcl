schema "public" {}

sequence "ticket" {
  schema  = schema.public
  comment = "numbers at the counter"
}

sequence "countdown" {
  schema    = schema.public
  type      = smallint
  start     = 99
  increment = -3
  min_value = -99
  max_value = 99
  cache     = 4
  cycle     = true
  unlogged  = true
}

sequence "owned" {
  schema = schema.public
  owner  = table.counter.column.value
}

table "counter" {
  schema = schema.public
  column "value" {
    type    = bigint
    default = sql("nextval('ticket')")
  }
}
