schema "main" {}

view "named" {
  schema = schema.main
  as     = "SELECT ${table.fish.column.id.name}, name FROM ${table.fish.name} WHERE name IS NOT NULL"
}

view "renamed" {
  schema = schema.main
  column "number" {
    type = integer
  }
  column "word" {
    type = text
    null = true
  }
  as         = "SELECT id, name FROM named"
  depends_on = [view.named]
}

table "fish" {
  schema = schema.main
  column "id" {
    type = integer
  }
  column "name" {
    type = text
    null = true
  }
}

table "catch" {
  schema = schema.main
  column "fish" {
    type = integer
    null = true
  }
}

trigger "note" {
  for_each = { fish = table.fish, catch = table.catch }
  name     = "note_${each.key}"
  on       = each.value
  after {
    delete = true
  }
  as = <<-SQL
    BEGIN
      DELETE FROM catch WHERE fish IS NULL;
    END
  SQL
}

trigger "renaming" {
  on = table.fish
  before {
    update_of = [column.name]
  }
  for  = ROW
  when = "new.name <> old.name"
  as   = <<-SQL
    BEGIN
      SELECT RAISE(ABORT, 'no; never');
    END;
  SQL
}

trigger "through" {
  on = view.named
  instead_of {
    insert = true
  }
  as = <<-SQL
    BEGIN
      INSERT INTO fish (id, name) VALUES (new.id, new.name);
    END
  SQL
}
