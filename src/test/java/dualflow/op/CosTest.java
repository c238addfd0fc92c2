package dualflow.op;

class CosTest extends OpContract {}
