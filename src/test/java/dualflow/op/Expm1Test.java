package dualflow.op;

class Expm1Test extends OpContract {}
