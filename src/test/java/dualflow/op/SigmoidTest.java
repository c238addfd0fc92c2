package dualflow.op;

class SigmoidTest extends OpContract {}
