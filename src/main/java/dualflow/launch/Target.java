package dualflow.launch;

/**
 * What kernels are made for.
 *
 * @param forCpus whether work-items loop over much, by vectors, and stand alone in their work-groups; else each makes few numbers
 * @param localBytes the memory that the work-items of a group can share
 * @param computeUnits how many cores or multiprocessors there are to be kept busy
 * @param partAlignment a {@link dualflow.tensor.Part} of a launch begins at a multiple of so many bytes
 */
public record Target(boolean forCpus, long localBytes, int computeUnits, int partAlignment) {}
