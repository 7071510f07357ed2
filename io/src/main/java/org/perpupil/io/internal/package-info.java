/**
 * What several packages of this module need for files: writing one whole or not at all, and finding bytes that are not UTF-8. Not
 * for users. Start with {@link org.perpupil.io.internal.AtomicFile}.
 */
@NullMarked
package org.perpupil.io.internal;

import org.jspecify.annotations.NullMarked;
