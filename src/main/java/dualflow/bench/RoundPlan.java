package dualflow.bench;

/**
 * How many rounds of a case are run.
 *
 * @param wanted how many are to count, at least 1
 * @param least how many are run even where the time is over, at least 1
 * @param until the time, in seconds of the run's clock, from which on no more are run than the least
 */
record RoundPlan(int wanted, int least, double until) {}
