package dualflow.op;

class CbrtTest extends OpContract {}
