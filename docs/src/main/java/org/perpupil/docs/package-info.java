/**
 * Guides whose examples are compiled and run. {@link org.perpupil.docs.FirstExample} stands in the README; {@link
 * org.perpupil.docs.LosAngeles} funds the 552 schools of a real district.
 */
@NullMarked
package org.perpupil.docs;

import org.jspecify.annotations.NullMarked;
