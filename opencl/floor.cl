// y = the greatest integer not greater than x
UNARY(floor, floor(x))
