package dualflow.op;

class TanTest extends OpContract {}
