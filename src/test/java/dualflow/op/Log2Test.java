package dualflow.op;

class Log2Test extends OpContract {}
