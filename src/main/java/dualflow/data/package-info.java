/** Files read and written: images, labels, mixtures, tables and the record of a run. */
package dualflow.data;
