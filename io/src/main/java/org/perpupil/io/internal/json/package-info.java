/**
 * JSON for every package of this module that reads or writes it: a document with the place of each of its values, the parts of the domain
 * that several kinds of document have, and the one way in which documents are laid out. Not for users. Start with {@link
 * org.perpupil.io.internal.json.JsonDocument} to read and {@link org.perpupil.io.internal.json.JsonOutput} to write.
 */
@NullMarked
package org.perpupil.io.internal.json;

import org.jspecify.annotations.NullMarked;
