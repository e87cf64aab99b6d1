b {
}
b {}
b { x = 1 }
b "one" two "three" {
  x = 1
}
a {
  b "x" {
    c {
      d = 1
    }
  }
  e = 2
}
b "x" {}
b "x" {}
b "tab\tand \u00e4" {}
b "${var.n}" {}
b <<E {
E
}
b {
  x = 1

a = 1
}
b = 2
b { x = 1 y = 2 }
c = 3
b "x"
{
  y = 1
}
b {} c = 1
a = 1
a {}
