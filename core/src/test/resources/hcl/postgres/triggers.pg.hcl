schema "public" {}

table "account" {
  schema = schema.public
  column "id" {
    type = int
  }
  column "name" {
    type = text
    null = true
  }
}

table "invoice" {
  schema = schema.public
  column "id" {
    type = int
  }
}

view "names" {
  schema = schema.public
  as     = "SELECT id, name FROM account"
}

function "watch" {
  schema = schema.public
  lang   = PLpgSQL
  return = trigger
  as     = "BEGIN RETURN NEW; END"
}

function "watch_ddl" {
  schema = schema.public
  lang   = PLpgSQL
  return = event_trigger
  as     = "BEGIN RAISE NOTICE 'changed'; END"
}

# one trigger for each of several tables
trigger "everywhere" {
  for_each = [table.account, table.invoice]
  on       = each.value
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
    update_of = [table.account.column.name, column.id]
  }
  for     = ROW
  when    = "NEW.id > 0"
  comment = "before the rest"
  execute {
    function = function.watch
    args     = ["a", "it's", 3]
  }
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
  as  = "EXECUTE FUNCTION watch()"
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
  execute = function.watch_ddl
  comment = "looks on"
}

event_trigger "guard_all" {
  on = sql_drop
  execute {
    function = function.watch_ddl
  }
}
