/**
 * The claims of the sources, one class each: statement, source, check, verdict. The command {@code verify} and the tests
 * run the same objects.
 */
package dualflow.claim;
