/** The consumer as a module. */
module consumer {
    requires dualflow;
}
