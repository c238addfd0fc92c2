// y = a b where the mask a is not zero, +0 where it is, whatever b is there
BINARY(select, a == 0 ? (real)0 : a * b)
