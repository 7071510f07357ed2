package org.perpupil.formula.internal;

import java.util.Optional;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;

/** The data that a definition is resolved against: a district's year, and what was paid the year before. */
public record World(District district, FiscalYear year, Optional<Budgets> lastYear) {}
