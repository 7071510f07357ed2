/** {@link org.perpupil.money.Money}: exact amounts in whole cents, and their split among many without a cent lost. */
@NullMarked
package org.perpupil.money;

import org.jspecify.annotations.NullMarked;
