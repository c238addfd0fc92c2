package dualflow.op;

class Log1pTest extends OpContract {}
