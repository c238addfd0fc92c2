package dualflow.op;

class SinhTest extends OpContract {}
