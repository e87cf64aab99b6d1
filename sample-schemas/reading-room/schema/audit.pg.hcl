// Who changed what: one trigger for each table that the project names.
variable "audited" {
  type    = list(string)
  default = []
}

schema "audit" {}

table "entry" {
  schema = schema.audit
  column "at" {
    type    = timestamptz
    default = sql("now()")
  }
  column "table_name" {
    type = text
  }
  column "what" {
    type = text
  }
  partition {
    type    = RANGE
    columns = [column.at]
  }
}

partition "entry_2026" {
  schema = schema.audit
  of     = table.entry
  range {
    from = "2026-01-01 00:00:00+00"
    to   = "2027-01-01 00:00:00+00"
  }
}

partition "entry_rest" {
  schema  = schema.audit
  of      = table.entry
  default = true
}

function "note" {
  schema = schema.audit
  lang   = PLpgSQL
  return = trigger
  as     = <<-SQL
    BEGIN
      INSERT INTO audit.entry (table_name, what) VALUES (TG_TABLE_NAME, TG_OP);
      RETURN NULL;
    END
  SQL
}

trigger "audit_note" {
  for_each = toset(var.audited)
  on       = table[each.value]
  after {
    insert = true
    update = true
    delete = true
  }
  for = ROW
  execute {
    function = function.note
  }
}
