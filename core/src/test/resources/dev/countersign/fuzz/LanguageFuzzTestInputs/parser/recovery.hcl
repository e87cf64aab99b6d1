a = 
b = 1
c = [1, 
d = upper(
e = 2
block "x" {
  f = 1 +
  g = 3
  h
}
i = "open
env "a" {
  url = = 1
}
env "b" {
  ulr = wrod
}
a = wrod
b = people[0].nmae
c = 1 / 0
d = uper("x")
e = "fine"
a = 1 @ 2
b = §
c = 3
enviroment
set a = 1
a == 1
a = { x = 1
b = 2
a = [1)
b = 2
