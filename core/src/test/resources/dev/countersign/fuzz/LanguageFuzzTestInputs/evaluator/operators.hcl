a = 1 + 2
b = 5 - 7
c = 3 * 4
d = 7 / 2
e = 7 % 4
f = -7 % 4
g = 5.5 % 2
a = 1 < 2
b = 2 <= 2
c = 3 > 4
d = 4 >= 4
e = 1 == 1.0
f = 1 != 2
a = true && false
b = true || false
c = !true
d = !false && true
a = -1
b = - -1
c = -(1 + 2)
d = -var.n
e = !(1 == 2)
a = 1 + 2 * 3
b = (1 + 2) * 3
c = 10 - 4 / 2
a = 10 - 4 - 3
b = 100 / 10 / 2
c = 7 % 4 % 2
