schema "main" {
}

table "catch" {
  schema = schema.main
  column "fish" {
    type = integer
    null = true
  }
}

table "fish" {
  schema = schema.main
  column "id" {
    type = integer
    null = false
  }
  column "name" {
    type = text
    null = true
  }
}

view "named" {
  schema = schema.main
  as = <<SQL
SELECT id, name
FROM fish
WHERE name IS NOT NULL
SQL
}

view "renamed" {
  schema = schema.main
  column "number" {
  }
  column "word" {
  }
  as = <<SQL
SELECT id, name
FROM named
SQL
}

trigger "note_catch" {
  on = table.catch
  after {
    delete = true
  }
  as = <<SQL
BEGIN
DELETE FROM catch
WHERE fish IS NULL;
END
SQL
}

trigger "note_fish" {
  on = table.fish
  after {
    delete = true
  }
  as = <<SQL
BEGIN
DELETE FROM catch
WHERE fish IS NULL;
END
SQL
}

trigger "renaming" {
  on = table.fish
  before {
    update_of = sql("name")
  }
  as = <<SQL
FOR EACH ROW WHEN new.name <> old.name BEGIN
SELECT RAISE(ABORT, 'no; never');
END
SQL
}

trigger "through" {
  on = view.named
  instead_of {
    insert = true
  }
  as = <<SQL
BEGIN
INSERT INTO fish(id, name)
VALUES (new.id, new.name);
END
SQL
}
