// y = a b
BINARY(multiply, a * b)
