// y = a / b
BINARY(divide, divide(a, b))
