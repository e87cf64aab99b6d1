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
