b {
}
b {}
b { x = 1 }
b "one" two "three" {
  x = 1
}
a {
  b "x" {
    c {
      d = 1
    }
  }
  e = 2
}
b "x" {}
b "x" {}
