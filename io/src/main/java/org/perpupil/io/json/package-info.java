/**
 * JSON documents of districts, definitions, budgets, spending, allocations, site plans, studies and what came of them, which other programs
 * can read and people can compare.
 *
 * <p>Start with {@link org.perpupil.io.json.FundingModelJson}, which makes a formula a file, and
 * {@link org.perpupil.io.json.AllocationJson}, which writes what the schools get with the whole working. What the others write, such
 * as {@link org.perpupil.io.json.DistrictJson} and {@link org.perpupil.io.json.SitePlanJson}, they read back equal; the structure of
 * every kind of document is published by {@link org.perpupil.io.json.JsonSchemas}. A result is never believed: it is computed anew when it is
 * read, or {@link org.perpupil.io.json.AllocationJson#differences} tells where it is not what is computed.
 * Every document says its {@code kind} and the number of its {@code schema}, 1. Amounts, rates and counts are texts, never JSON
 * numbers, so that no program takes them for binary fractions; what is not known is absent, never null; the same value gives the
 * same bytes. A document with faults is refused with every fault that can be told, each with JSON pointer, line and column.
 */
@NullMarked
package org.perpupil.io.json;

import org.jspecify.annotations.NullMarked;
