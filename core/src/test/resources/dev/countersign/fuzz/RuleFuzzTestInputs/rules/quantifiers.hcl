rule "schema" "q" {
  description = "d"
  table {
    assert {
      or {
        all { column { null { eq = false } } }
        exists { check { expr { match = "^\\(id" } } }
        count {
          column { name { contains_fold = "ID" } }
          ge = 1
        }
        primary_key { self { ne = null } }
      }
    }
  }
  function { assert { exists { arg { type { eq_fold = "NUMERIC" } } } } }
  role { assert { superuser { eq = false } } }
}
