package org.perpupil.formula.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Trial.GENERAL;
import static org.perpupil.formula.Trial.YEAR;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.withoutAmount;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.formula.Line;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.testing.Schools;

class ResolvedModelProperties {

    @Provide
    Arbitrary<District> districts() {
        return Schools.districts(false);
    }

    private static FundingModel model(boolean guarded) {
        List<Line> lines = new ArrayList<>();
        for (NeedCategory need : Schools.NEEDS) {
            lines.add(line(need.name())
                    .amount((guarded ? pupils(need).ifMissing(number(0)) : pupils(need)).times(dollars(100))));
        }
        return FundingModel.named("M")
                .unlocked(GENERAL, withoutAmount(), paying(lines.toArray(Line[]::new)))
                .build();
    }

    @Property(tries = 200)
    @StatisticsReport(StatisticsReportMode.OFF)
    void every_school_where_a_need_was_not_counted_is_told_once(@ForAll("districts") District district) {
        List<String> expected = new ArrayList<>();
        for (NeedCategory need : Schools.NEEDS) {
            for (School school : district.schools()) {
                if (school.enrollment().count(need).isEmpty()) {
                    expected.add("school %s, line \"%s\"".formatted(school, need.name()));
                }
            }
        }
        List<String> told = new ArrayList<>();
        try {
            model(false).resolve(district, YEAR);
        } catch (ProblemException fault) {
            fault.problems().stream().map(Problem::place).forEach(told::add);
        }

        assertThat(told).isEqualTo(expected);
        Statistics.label("complete").collect(expected.isEmpty()).coverage(coverage -> {
            coverage.check(true).percentage(share -> share > 1.25);
            coverage.check(false).percentage(share -> share > 7.5);
        });
    }

    @Property(tries = 100)
    void what_is_missing_on_purpose_is_no_fault(@ForAll("districts") District district) {
        assertThat(model(true).resolve(district, YEAR).allocate().schools()).hasSameSizeAs(district.schools());
    }
}
