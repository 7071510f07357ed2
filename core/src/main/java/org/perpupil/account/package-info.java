/** What money is spent on, in a district's own {@link org.perpupil.account.ChartOfAccounts chart of accounts}. */
@NullMarked
package org.perpupil.account;

import org.jspecify.annotations.NullMarked;
