package org.perpupil.formula;

import java.util.LinkedHashMap;
import java.util.Map;
import org.perpupil.formula.allocation.AllocationTest;
import org.perpupil.formula.allocation.ReadableTest;
import org.perpupil.formula.allocation.TraceTest;
import org.perpupil.formula.funding.DistributionTest;
import org.perpupil.formula.funding.FundingModelTest;
import org.perpupil.formula.funding.GuardTest;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.formula.published.PublishedModels;

/** Models of the tests with their districts, for tests of whatever is made of an allocation. */
public final class ExampleModels {
    private ExampleModels() {}

    /** Returns the published models and those that were made up to show one thing, each by a name. */
    public static Map<String, ResolvedModel> all() {
        Map<String, ResolvedModel> all = new LinkedHashMap<>(PublishedModels.all());
        ComponentsTest.models().forEach((name, model) -> all.put("components: " + name, model));
        FundingModelTest.models().forEach((name, model) -> all.put("sources: " + name, model));
        DistributionTest.models().forEach((name, model) -> all.put("distributions: " + name, model));
        GuardTest.models().forEach((name, model) -> all.put("guards: " + name, model));
        all.put("every decision", AllocationTest.resolved());
        all.put("decisions told", ReadableTest.resolved());
        all.put("trace", TraceTest.resolved());
        return all;
    }
}
