package dualflow.launch;

/**
 * The properties of a device for which kernels are chosen.
 *
 * @param forCpus whether work-items loop over many elements, in vectors, with one work-item per work-group; else each computes few elements
 * @param localBytes the local memory of a work-group
 * @param computeUnits the number of cores or multiprocessors to keep busy
 * @param partAlignment the alignment, in bytes, of a {@link dualflow.tensor.Part} of a launch; 0 where one begins with its tensor unless it is empty
 * @param mostRounds so many rounds may the loops of a work-item make in all
 */
public record Target(boolean forCpus, long localBytes, int computeUnits, int partAlignment, long mostRounds) {
    /**
     * A device whose loops end when they should.
     *
     * @param forCpus whether work-items loop over many elements, in vectors
     * @param localBytes the local memory of a work-group
     * @param computeUnits the number of cores or multiprocessors to keep busy
     * @param partAlignment the alignment, in bytes, of a part of a launch, or 0
     */
    public Target(boolean forCpus, long localBytes, int computeUnits, int partAlignment) {
        this(forCpus, localBytes, computeUnits, partAlignment, Long.MAX_VALUE);
    }
}
