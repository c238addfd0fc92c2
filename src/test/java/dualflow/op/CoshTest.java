package dualflow.op;

class CoshTest extends OpContract {}
