/**
 * Guides whose examples are compiled and run. {@link org.perpupil.docs.FirstExample} stands in the README; {@link
 * org.perpupil.docs.LosAngeles} funds the 552 schools of a real district, and {@link org.perpupil.docs.SitePlanExample} plans with
 * the money of one of them, and {@link org.perpupil.docs.EquityExample} asks whether money followed need.
 */
@NullMarked
package org.perpupil.docs;

import org.jspecify.annotations.NullMarked;
