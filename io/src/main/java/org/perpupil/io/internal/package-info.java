/**
 * What several packages of this module need for files: writing one whole or not at all, finding bytes that are not UTF-8, reading no more
 * than is good for a machine, cleaning texts and showing them, and collecting problems. Not for users. Start with {@link org.perpupil.io.internal.AtomicFile}.
 */
@NullMarked
package org.perpupil.io.internal;

import org.jspecify.annotations.NullMarked;
