// y = a + b
BINARY(add, a + b)
