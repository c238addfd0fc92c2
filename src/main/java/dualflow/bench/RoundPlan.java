package dualflow.bench;

/**
 * The number of rounds of a case.
 *
 * @param wanted the number that should count, at least 1
 * @param least the number that is run even where the time is over, at least 1
 * @param until the time, in seconds of the run's clock, after which no more than the least number is run
 */
record RoundPlan(int wanted, int least, double until) {}
