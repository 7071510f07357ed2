/** Results as plain text for people: {@link org.perpupil.formula.internal.text.TextTable}. Not for users. */
@NullMarked
package org.perpupil.formula.internal.text;

import org.jspecify.annotations.NullMarked;
