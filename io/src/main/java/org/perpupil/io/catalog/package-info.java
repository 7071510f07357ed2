/**
 * Published funding formulas as data, ready to be read by name: what districts and states really use, with the source of every value.
 *
 * <p>Start with {@link org.perpupil.io.catalog.Catalogue}. Each entry is a file as {@link org.perpupil.io.json} writes it, and no
 * line of code knows any of them. What each reproduces of the published figures, and what it lacks, is in its note.
 */
@NullMarked
package org.perpupil.io.catalog;

import org.jspecify.annotations.NullMarked;
