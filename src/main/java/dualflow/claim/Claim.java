package dualflow.claim;

/** A statement of one of the sources that can be checked against exact derivatives. */
public interface Claim {
    /**
     * The name by which a user asks for this claim.
     *
     * @return lower-case words joined by hyphens
     */
    String id();

    /**
     * What the source says, in its own words.
     *
     * @return one sentence
     */
    String statement();

    /**
     * Where the source says it.
     *
     * @return document and place
     */
    Source source();

    /**
     * Checks the claim.
     *
     * @param setting the device and format to compute with
     * @return the verdict, with the numbers it follows from
     */
    Outcome check(Setting setting);
}
