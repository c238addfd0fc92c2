// y = a b where the mask a is not zero, and a where it is, whatever b is there
BINARY(select, a == 0 ? a : a * b)
