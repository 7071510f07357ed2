package org.perpupil.formula.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.share;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.revenue.RevenueSource;

/** Boston Public Schools, fiscal year 2016: count × weight × unrounded base, half up to the dollar. */
class BostonTest {
    private static final RevenueSource CITY = RevenueSource.local("city", "General fund");

    /** A count with its weight: a span of grades, or a need that is counted for the school as a whole. */
    private record Row(String name, String weight, long count) {
        NeedCategory need() {
            return new NeedCategory(name.replace(",", " or"));
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row("K0–K1", "1.8", 80),
            new Row("K2", "1.6", 19),
            new Row("1–2", "1.4", 17),
            new Row("3–5", "1.3", 24),
            new Row("6–8", "1.4", 12),
            new Row("9–12", "1.3", 4),
            new Row("autism", "4.3", 44),
            new Row("early childhood", "2.5", 40),
            new Row("emotional impairment", "3.5", 32),
            new Row("emotional impairment, less", "3.0", 12));

    static ResolvedModel resolved() {
        Enrollment.Builder counts = Enrollment.in(GradeSpan.ALL_GRADES).pupils(300);
        ROWS.forEach(row -> counts.need(row.need(), row.count()));
        School school = School.of("1", "A school").enrolling(counts.build()).build();
        FundingFormula formula = FundingFormula.named("Weighted student funding")
                .parameters(Parameter.dollars("base").in(2016, "4028.47", "Boston Public Schools, FY2016; inferred"))
                .parameters(ROWS.stream()
                        .map(row -> Parameter.number("weight " + row.name())
                                .in(2016, row.weight(), "Boston Public Schools, FY2016 weights"))
                        .toList())
                .rounding(Rounding.dollars())
                .forEach(
                        ROWS,
                        row -> List.of(line(row.name())
                                .amount(pupils(row.need())
                                        .times(share("weight " + row.name()))
                                        .times(rate("base")))))
                .build();
        return FundingModel.named("Boston")
                .unlocked(CITY, Decision.withoutAmount(), Decision.paying(formula))
                .build()
                .resolve(District.named("Boston").school(school).build(), FiscalYear.of(2016));
    }

    private static Allocation allocate() {
        return resolved().allocate();
    }

    // Boston Public Schools, weighted student funding FY2016: half up (count × weight × 4,028.47).
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    K0–K1                      | 580100.00
                    K2                         | 122465.00
                    1–2                        | 95878.00
                    3–5                        | 125688.00
                    6–8                        | 67678.00
                    9–12                       | 20948.00
                    autism                     | 762187.00
                    early childhood            | 402847.00
                    emotional impairment       | 451189.00
                    emotional impairment, less | 145025.00
                    """)
    void each_amount_is_as_published(String name, String dollars) {
        assertThat(allocate().schools().get(0).line(name).orElseThrow().amount())
                .contains(Money.parse(dollars));
    }

    @Test
    void a_rate_that_is_rounded_first_gives_wrong_dollars() {
        // 80 × 7,251 = 580,080, where 580,100 was published; 7,251 is 1.8 × 4,028.47 rounded
        School school = School.of("1", "A school")
                .enrolling(Enrollment.in(GradeSpan.ALL_GRADES).pupils(80).build())
                .build();
        Allocation allocation = FundingModel.named("Boston")
                .add(
                        line("rate").figure(dollars("4028.47").times("1.8")).rounded(Rounding.dollars()),
                        line("amount").amount(pupils().times(amount("rate"))))
                .build()
                .resolve(District.named("Boston").school(school).build(), FiscalYear.of(2016))
                .allocate();

        assertThat(allocation.of(school.id()).line("amount").orElseThrow().amount())
                .contains(Money.parse("580080.00"));
    }
}
