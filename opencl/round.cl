// y = the nearest integer, of two the even one
UNARY(round, rint(x))
