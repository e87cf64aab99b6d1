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
