/**
 * Files read and written: images, labels, mixtures, tables and the record of a run. What is read is checked in full, and
 * refused by a {@link dualflow.data.BadFileException}; what is written is written whole or not at all, by {@link
 * dualflow.data.AtomicFile}. May import {@code tensor}.
 */
package dualflow.data;
