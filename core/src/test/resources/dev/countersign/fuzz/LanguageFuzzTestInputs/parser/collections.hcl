a = []
b = [1]
c = [1, "two", true, null, [3]]
d = [1, 2,]
a = [
  1,
  2
]
a = [1 2]
a = {}
b = { x = 1, y = 2 }
c = {
  x = 1
  y = 2
}
d = {
  x = 1,
  y = 2,
}
a = { x : 1, "y" = 2, z: 3 }
a = { x = 1, "y z" = 2, 3 = "three", (word) = 4, "${word}s" = 5, true = 6 }
a = { word = 1 }
a = { var.n = 1 }
b = { (var.n) = 1 }
c = { "var.n" = 1 }
a = { x = 1, x = 2 }
a = { (nothing) = 1 }
a = { (matrix) = 1 }
a = { x = 1 y = 2 }
a = [1, 2
b = 3
a = [1, later]
b = { x = later, y = 2 }
