a = [for x in [1, 2, 3] : x * 2]
b = [for p in people : p.name]
c = [for row in matrix : [for x in row : -x]]
a = [for i, x in ["a", "b"] : "${i}${x}"]
a = [for k, v in { b = 1, a = 2 } : "${k}=${v}"]
b = [for v in { b = 1, a = 2 } : v]
a = [for x in [1, 2, 3, 4] : x if x % 2 == 0]
b = { for p in people : p.name => p.age if p.age > 25 }
a = { for p in people : p.name => p.age }
b = { for i, x in ["a", "b"] : x => i }
c = { for k, v in { x = 1 } : upper(k) => v }
a = { for p in people : length(p.tags) > 0 ? "tagged" : "plain" => p.name... }
b = { for x in [1, 2, 3, 4] : x % 2 => x... if x > 1 }
a = [
  for x in [1, 2] :
  x
  if x > 1
]
b = {
  for x in [1, 2] :
  "k${x}" => x
}
a = [for word in ["x"] : word]
b = word
a = [for x in [1] : x]
b = x
a = { for p in people : "k" => p.name }
a = [for x in "text" : x]
b = [for x in nothing : x]
a = [for x in [1] : x if "maybe"]
a = [for x in later : x]
b = [for x in [1, 2] : x if later]
c = { for x in [1] : later => x }
d = [for x in [1, later] : x]
e = { for x in [1] : "k" => later }
a = [for x of [1] : x]
a = { for x in [1] : x }
a = { for = 1 }
b = { in = 2, if = 3 }
