schema "public" {}

extension "btree_gist" {
  schema  = schema.public
  comment = "support for indexing common datatypes in GiST"
}

table "room" {
  schema = schema.public
  column "id" {
    type = int
  }
  column "floor" {
    type = int
  }
  column "name" {
    type = text
    null = true
  }
  column "open" {
    type = tstzrange
    null = true
  }
  primary_key "room_key" {
    columns = [column.id]
    include = [column.floor]
    comment = "one row a room"
  }
  unique "room_name" {
    columns        = [column.name]
    include        = [column.floor]
    nulls_distinct = false
    comment        = "doors have signs"
  }
  unique "room_floor" {
    columns    = [column.floor, column.id]
    deferrable = INITIALLY_DEFERRED
  }
  exclude "room_open" {
    type = GIST
    on {
      column = column.floor
      op     = "="
    }
    on {
      expr = "lower(open)"
      op   = sql("OPERATOR(pg_catalog.=)")
    }
    where      = "floor > 0"
    include    = [column.id]
    deferrable = INITIALLY_IMMEDIATE
  }
  check "floor_known" {
    expr    = "floor BETWEEN -2 AND 9"
    comment = "the lift goes no further"
  }
  check "own_only" {
    expr       = "id <> 0"
    no_inherit = true
  }
  check "words" {
    expr = "name IN ('hall', 'cellar')"
  }
}

table "booking" {
  schema = schema.public
  column "room" {
    type = int
  }
  column "at" {
    type = tstzrange
  }
  column "previous" {
    type = tstzrange
    null = true
  }
  column "code" {
    type = varchar(8)
    null = true
  }
  primary_key {
    columns          = [column.room, column.at]
    without_overlaps = true
  }
  foreign_key "booking_room" {
    columns     = [column.room]
    ref_columns = [table.room.column.id]
    on_update   = CASCADE
    on_delete   = SET_NULL
    deferrable  = INITIALLY_DEFERRED
  }
  foreign_key "booking_before" {
    columns     = [column.room, column.previous]
    ref_columns = [column.room, column.at]
    on_delete   = NO_ACTION
    period      = true
  }
  foreign_key "booking_name" {
    columns     = [column.code]
    ref_columns = [table.room.column.name]
    on_delete   = RESTRICT
    on_update   = SET_DEFAULT
    match       = FULL
  }
  check "code_known" {
    expr = "code IN ('a', 'b')"
  }
}
