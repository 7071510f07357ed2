/**
 * Schools that are like a school, so that it can be seen beside them.
 *
 * <p>Start with {@link org.perpupil.equity.peers.Peers}: made of a study and the columns in which peers should be alike, it names the
 * schools nearest to any one of them, and sets what it has beside what they have, as a {@link
 * org.perpupil.equity.peers.ResourceReview}. What should be the same and not only near, such as the level or type, is chosen before, by
 * {@link org.perpupil.equity.Study#where(String, String)}.
 */
@NullMarked
package org.perpupil.equity.peers;

import org.jspecify.annotations.NullMarked;
