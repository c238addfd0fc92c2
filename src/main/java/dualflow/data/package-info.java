/**
 * Files read and written: images, labels, mixtures, tables and the record of a run. Input is checked in full, and refused by a {@link
 * dualflow.data.BadFileException}; output is written whole or not at all, by {@link
 * dualflow.data.AtomicFile}. May import {@code tensor}.
 */
package dualflow.data;
