package dualflow.op;

class TanhTest extends OpContract {}
