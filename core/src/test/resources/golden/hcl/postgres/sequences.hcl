schema "public" {
}

sequence "countdown" {
  schema    = schema.public
  unlogged  = true
  type      = smallint
  start     = 99
  increment = -3
  min_value = -99
  max_value = 99
  cache     = 4
  cycle     = true
}

sequence "owned" {
  schema = schema.public
  type   = bigint
  owner  = table.counter.column.value
}

sequence "ticket" {
  schema  = schema.public
  type    = bigint
  comment = "numbers at the counter"
}

table "counter" {
  schema = schema.public
  column "value" {
    type    = bigint
    null    = false
    default = sql("nextval('public.ticket'::regclass)")
  }
}
