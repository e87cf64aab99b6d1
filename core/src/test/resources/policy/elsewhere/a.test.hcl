test "schema" "scripts" {
  script "exec" {
    file = "scripts.hcl"
    run  = "^archive$"
    vars = { user = 1 }
    as {
      role = "archivist"
    }
  }
  script "query" {
    file   = "scripts.hcl"
    output = "archived"
    match  = "arch"
    error  = "denied"
    as {
      user     = "archivist"
      password = "secret"
    }
  }
  cleanup {
    sql = "DELETE FROM users"
  }
}
test "schema" "none" {
  for_each = data.nothing.items
  exec {
    sql    = "SELECT 1"
    output = "1"
  }
}
test "script" "of_a_kind_that_names_no_files" {
  schema {
    url = "file://schema.sql"
  }
  exec {
    sql = "SELECT 1"
  }
}
