/** The command line. */
package dualflow.cli;
