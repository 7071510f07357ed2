/**
 * JSON documents of districts, budgets, spending, allocations, site plans, studies and what came of them, which other programs can read
 * and people can compare.
 *
 * <p>Start with {@link org.perpupil.io.json.AllocationJson}, which writes what the schools get with the whole working.
 * {@link org.perpupil.io.json.DistrictJson}, {@link org.perpupil.io.json.BudgetsJson}, {@link org.perpupil.io.json.SitePlanJson} and
 * the others write values and read them back, equal: {@link org.perpupil.io.json.FundingJson} a plan with its money,
 * {@link org.perpupil.io.json.PlanHistoryJson} its versions and votes, {@link org.perpupil.io.json.DistrictPlansJson} both for every
 * school. A result is never believed: {@link org.perpupil.io.json.InferenceJson} computes it anew when it is read, and
 * {@link org.perpupil.io.json.AllocationJson#differences} and {@link org.perpupil.io.json.EquityReportJson#differences} tell where a document
 * is not what is computed.
 * Every document says its {@code kind} and the number of its {@code schema}, 1. Amounts, rates and counts are texts, never JSON
 * numbers, so that no program takes them for binary fractions; what is not known is absent, never null; the same value gives the
 * same bytes. A document with faults is refused with every fault that can be told, each with JSON pointer, line and column.
 */
@NullMarked
package org.perpupil.io.json;

import org.jspecify.annotations.NullMarked;
