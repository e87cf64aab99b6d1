a = upper("x")
b = max(1, 3, 2)
c = max(1, 2,)
d = length(people)
a = max(
  1,
  2
)
a = max([1, 5, 3]...)
b = max(9, [1, 5]...)
c = concat(matrix...)
a = split(",", "a,b")[1]
b = -max(1, 2)
c = { x = 1 }.x + max(1, 2)
d = split(",", "a,b")[*]
a = try(people[9], "none")
b = can(people[9])
c = can(people[0].name)
d = try(missing.a.b, nothing.x, 3)
a = coalescelist(null, [1])
b = upper(nothing)
a = upper(later)
b = max(1, later)
c = length([later, 1])
d = concat([1], [later])[0]
e = jsonencode([later])
f = contains([later], "x")
g = merge({ a = 1 }, { b = later }).a
h = join(",", ["a", later])
i = distinct([later, later])
j = max(later...)
k = try(later, 1)
l = can(later)
a = uper("x")
a = upper("x", "y")
b = upper()
a = max("x"...)
a = max([1]..., 2)
a = provider::upper("x")
a = upper("x"
b = 1
