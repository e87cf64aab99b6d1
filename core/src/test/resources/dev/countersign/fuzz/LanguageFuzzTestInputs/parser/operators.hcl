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
a = 1 + 1 == 2
b = 1 < 2 == true
c = true || false && false
d = false && false || true
e = !true == false
a = "3" + 4
b = "1" == 1
c = "10" < 9
a = "true" && true
b = !"false"
a = [1, [2, { x = 3 }]] == [1, [2, { x = 3 }]]
b = { x = 1, y = [2] } == { y = [2], x = 1 }
c = { x = 1 } == { x = 1, y = null }
d = [1, 2] == [2, 1]
e = null == null
f = nothing == "x"
g = [] == {}
a = false && missing
b = true || missing
c = 1 && true
a = "x" + "y"
a = 1 + nothing
b = !nothing
a = 1 / 0
b = 1 % 0
a = true & false
b = true | false
c = 2 ^ 3
d = ~1
e = 1; f = 2
a = later + 1
b = later && false
c = later || true
d = later && true
e = later == 1
f = [later] == [1]
g = { x = later } != { x = 1 }
h = !later
i = -later
a = 1 +
b = 2
a = (
  1 +
  2
)
a = 1 + * 2
