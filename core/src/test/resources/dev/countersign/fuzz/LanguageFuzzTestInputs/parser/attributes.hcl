a = 1
b_2 = "x"
c-d = true

a = 1
b = 2
a = 1 b = 2
c = 3
a = 1
b = 2
a = 3
"a" = 1
a =
b = 1
a =
  1
a = 1
b = <<E
x
E
c {
  d = 2
}
a = 1
größe = 1
名前 = 2
_x = 3
a: 1
