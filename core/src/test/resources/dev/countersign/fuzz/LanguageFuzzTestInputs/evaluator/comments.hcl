# before
a = 1 # behind
#
// before
a = 1 // behind
/* before
   still */
a = 1 /* within */
/**/
b = 2
a = 1 + /* a
line end in here */ 2
a = "# not // a /* comment */"
b = <<E
# not a comment
E
a = 1 // end
