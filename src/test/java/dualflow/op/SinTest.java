package dualflow.op;

class SinTest extends OpContract {}
