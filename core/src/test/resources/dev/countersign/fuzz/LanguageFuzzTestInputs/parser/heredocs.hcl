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
a = <<-E
    one
      two
    three
  E
a = <<-E
      one
    two
      three
    E
a = <<-E
    one

      
    two
  E
a = <<-E
    one
${word}
    two
  E
a = <<-E
    ${word}
      ${word} x
  E
a = <<-E
		one
			two
  E
a = <<E
%{ for p in people }
- ${p.name}
%{ endfor }
E
a = <<E
%{ for p in people ~}
- ${p.name}
%{ endfor ~}
end
E
a = <<E
a
  %{~ if true ~}
b
  %{~ endif ~}
c
E
a = <<-E
    list:
    %{ for p in people ~}
    - ${p.name}
    %{ endfor ~}
    end
  E
a = [
  <<E
x
E
  ,
  2
]
a = <<E
one
two
E
a = <<E
x
b = 1
a = <<E x
y
E
a = <<
E
