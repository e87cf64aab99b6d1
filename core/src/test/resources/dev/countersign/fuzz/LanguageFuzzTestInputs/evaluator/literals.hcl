a = 0
b = 42
c = 007
a = 1.5
b = 1e3
c = 1.5E-2
d = 2e+2
e = 12.50
a = 123456789012345678901234567890.123456789012345678901234567890
b = 0.1 + 0.2 == 0.3
a = true
b = false
c = null
a = ""
b = "text"
c = "line\nreturn\rtab\tquote\"backslash\\"
d = "\u00e4\U0001F600"
a = 1.
