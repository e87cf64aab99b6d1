schema "public" {
}

table "account" {
  schema = schema.public
  column "id" {
    type = integer
    null = false
  }
  column "name" {
    type = text
    null = true
  }
}

table "invoice" {
  schema = schema.public
  column "id" {
    type = integer
    null = false
  }
}

view "names" {
  schema = schema.public
  column "id" {
    type = integer
  }
  column "name" {
    type = text
  }
  as = <<SQL
SELECT id,
    name
   FROM public.account
SQL
}

function "watch" {
  schema = schema.public
  lang   = "plpgsql"
  return = trigger
  as     = "BEGIN RETURN NEW; END"
}

function "watch_ddl" {
  schema = schema.public
  lang   = "plpgsql"
  return = event_trigger
  as     = "BEGIN RAISE NOTICE 'changed'; END"
}

trigger "everywhere" {
  on = table.account
  after {
    insert   = true
    delete   = true
    truncate = true
  }
  for = STATEMENT
  execute {
    function = function.watch
  }
}

trigger "first" {
  on = table.account
  before {
    insert    = true
    update_of = [column.name, column.id]
  }
  for  = ROW
  when = "(new.id > 0)"
  execute {
    function = function.watch
    args     = ["a", "it's", "3"]
  }
  comment = "before the rest"
}

trigger "late" {
  on         = table.account
  constraint = true
  deferrable = INITIALLY_DEFERRED
  after {
    update = true
  }
  for = ROW
  execute {
    function = function.watch
  }
}

trigger "everywhere" {
  on = table.invoice
  after {
    insert   = true
    delete   = true
    truncate = true
  }
  for = STATEMENT
  execute {
    function = function.watch
  }
}

trigger "rows" {
  on = table.invoice
  after {
    update = true
  }
  referencing {
    old_table = "before"
    new_table = "behind"
  }
  for = STATEMENT
  execute {
    function = function.watch
  }
}

trigger "through" {
  on = view.names
  instead_of {
    insert = true
  }
  for = ROW
  execute {
    function = function.watch
  }
}

event_trigger "guard" {
  on      = ddl_command_end
  tags    = ["CREATE TABLE", "DROP TABLE"]
  execute = sql("public.watch_ddl")
  comment = "looks on"
}

event_trigger "guard_all" {
  on      = sql_drop
  execute = sql("public.watch_ddl")
}
