// y = a - b
BINARY(subtract, a - b)
