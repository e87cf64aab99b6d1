a = <<E
one
  two

three
E
b = 1
a = <<E
E
a = <<END_1
x
   END_1
a = <<E
E1
 x E
E
a = <<E
a\nb \u0041 "quoted"
E
a = <<E
${word} $${word} %%{if}
E
