a = people[0].name
b = people[1]["age"]
c = var.n
d = { x = { y = 1 } }.x.y
e = [1, 2][1]
f = matrix[0][1]
a = matrix[1 - 1][0]
b = people["1"].name
c = people[0]["na${"me"}"]
a = people.0.name
b = matrix.0.1
c = matrix.1.0
a = people[*].name
b = [people[0]][*].tags[0]
c = matrix[*][0]
d = people[*]
a = [{ l = [{ x = 1 }, { x = 2 }] }, { l = [] }][*].l[*].x
a = people.*.name
b = people.*.name[1]
c = people.*.tags
