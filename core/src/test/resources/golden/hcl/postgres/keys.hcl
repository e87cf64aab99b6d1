schema "public" {
}

extension "btree_gist" {
  schema  = "public"
  version = "1.8"
  comment = "support for indexing common datatypes in GiST"
}

table "booking" {
  schema = schema.public
  column "room" {
    type = integer
    null = false
  }
  column "at" {
    type = tstzrange
    null = false
  }
  column "previous" {
    type = tstzrange
    null = true
  }
  column "code" {
    type = character_varying(8)
    null = true
  }
  primary_key "booking_pkey" {
    columns          = [column.room, column.at]
    without_overlaps = true
  }
  check "code_known" {
    expr = "((code)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying]::character varying[])::text[]))"
  }
  foreign_key "booking_before" {
    columns     = [column.room, column.previous]
    ref_columns = [column.room, column.at]
    period      = true
  }
  foreign_key "booking_name" {
    columns     = [column.code]
    ref_columns = [table.room.column.name]
    match       = FULL
    on_update   = SET_DEFAULT
    on_delete   = RESTRICT
  }
  foreign_key "booking_room" {
    columns     = [column.room]
    ref_columns = [table.room.column.id]
    on_update   = CASCADE
    on_delete   = SET_NULL
    deferrable  = INITIALLY_DEFERRED
  }
}

table "room" {
  schema = schema.public
  column "id" {
    type = integer
    null = false
  }
  column "floor" {
    type = integer
    null = false
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
  unique "room_floor" {
    columns    = [column.floor, column.id]
    deferrable = INITIALLY_DEFERRED
  }
  unique "room_name" {
    columns        = [column.name]
    include        = [column.floor]
    nulls_distinct = false
    comment        = "doors have signs"
  }
  exclude "room_open" {
    type = "gist"
    on {
      column = column.floor
      op     = "="
    }
    on {
      expr = "lower(open)"
      op   = "="
    }
    include    = [column.id]
    where      = "(floor > 0)"
    deferrable = INITIALLY_IMMEDIATE
  }
  check "floor_known" {
    expr    = "((floor >= '-2'::integer) AND (floor <= 9))"
    comment = "the lift goes no further"
  }
  check "own_only" {
    expr       = "(id <> 0)"
    no_inherit = true
  }
  check "words" {
    expr = "(name = ANY (ARRAY['hall'::text, 'cellar'::text]))"
  }
}
