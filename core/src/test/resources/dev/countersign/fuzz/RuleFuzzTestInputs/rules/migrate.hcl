rule "migrate" "m" {
  description = "d"
  add { table { assert { condition = length(self.columns) < 3 && try(self.nothing, true) } } }
  rename { column { match { name { match = "(a+)+$" } } assert { condition = false } } }
}
