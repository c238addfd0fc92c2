package dualflow.op;

class ExpTest extends OpContract {}
