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
