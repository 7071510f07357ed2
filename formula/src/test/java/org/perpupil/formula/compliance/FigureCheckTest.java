package org.perpupil.formula.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Trial;
import org.perpupil.formula.allocation.SchoolAllocation;

class FigureCheckTest {

    /** 40 pupils: 4,000; 13.333… of them × 0.25; a lump sum; a minimum of 10,000 that counts all of these. */
    private static SchoolAllocation school() {
        return Trial.withPupils(40)
                .openEnded(Trial.GENERAL)
                .lines(
                        line("base").amount(pupils().times(dollars(100))).from(Trial.GENERAL),
                        line("third")
                                .amount(pupils().dividedBy(number(3)).times(dollars("0.25")))
                                .from(Trial.GENERAL),
                        line("lump sum").amount(dollars(1_500)).from(Trial.GENERAL),
                        line("sparsity").figure(fact("miles")),
                        line("minimum")
                                .raiseTo(dollars(10_000))
                                .counting(everythingAbove())
                                .from(Trial.GENERAL))
                .allocate()
                .of(Trial.id("1"));
    }

    @Test
    void figures_that_are_met_as_they_are_printed() {
        // 40 × 100; 3.333… to the cent and to the dollar; 10,000 − 4,000 − 3.33 − 1,500
        FigureCheck check = FigureCheck.of(school())
                .figure("base", "4000")
                .figure("third", "3.33")
                .figure("third", "3")
                .figure("minimum", "4496.67")
                .total("10000.00");

        assertThat(check.isMet()).isTrue();
        assertThat(check.differences()).isEmpty();
        assertThat(check).hasToString("""
                line     official  computed  difference
                base         4000      4000           0
                third        3.33      3.33           0
                third           3      3.33           0
                minimum   4496.67   4496.67           0
                total    10000.00  10000.00           0
                5 of 5 figures are met""");
    }

    @Test
    void what_is_off_is_told_with_what_would_meet_it() {
        // 3.333… up is 3.34; a minimum that did not count the lump sum would be 1,500 more, one that counted neither
        // that
        // nor the base 5,500 more
        FigureCheck check = FigureCheck.of(school())
                .figure("third", "3.34")
                .figure("minimum", "5996.67")
                .figure("minimum", "9996.67")
                .figure("base", "3999.00")
                .figure("sparsity", "2.5");

        assertThat(check.isMet()).isFalse();
        assertThat(check.differences().get(1).difference()).contains(Rational.of(-1_500));
        assertThat(check).hasToString("""
                line      official  computed  difference
                third         3.34      3.33       -0.01
                minimum    5996.67   4496.67       -1500
                minimum    9996.67   4496.67       -5500
                base       3999.00   4000.00           1
                sparsity       2.5  no value           –
                0 of 5 figures are met; begin with "third", as others may only follow from it
                  third: exactly 10/3, which is met by rounding to 0.01 up
                  minimum: too little by "lump sum"
                  minimum: too little by "base" and "lump sum"
                  sparsity: "miles" is not given as a number""");
    }

    @Test
    void a_line_that_is_not_there_and_a_figure_that_is_none_are_refused() {
        FigureCheck check = FigureCheck.of(school());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.figure("lumpsum", "1500"))
                .withMessage("School 1 (1) has no line \"lumpsum\"; it has base, third, lump sum, sparsity, minimum");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.total("$10,000"))
                .withMessage("\"$10,000\" is no official figure; write a decimal such as 6283.33");
    }

    @Test
    void more_decimals_than_an_amount_has_are_told_as_such() {
        // 10 ÷ 3 to three decimals, which no amount of money has
        assertThat(FigureCheck.of(school())
                        .figure("third", "3.333")
                        .differences()
                        .get(0)
                        .because())
                .contains("exactly 10/3; an amount has whole cents, so make this step a figure that an amount pays");
    }

    /** 4,000 and −700 are paid; 990 are shown; 2.5 are people. */
    private static SchoolAllocation withShadow() {
        return Trial.withPupils(40)
                .openEnded(Trial.GENERAL)
                .lines(
                        line("base").amount(pupils().times(dollars(100))).from(Trial.GENERAL),
                        line("reduction").amount(dollars(-700)).from(Trial.GENERAL),
                        line("next year")
                                .amount(dollars(990))
                                .from(Trial.GENERAL)
                                .asShadow(),
                        line("counselors").figure(number("2.5")))
                .allocate()
                .of(Trial.id("1"));
    }

    @Test
    void a_total_has_in_it_what_is_paid_and_lacks_what_is_not() {
        // 3,300: 4,000 if the reduction were left out, 4,290 with what is only shown, which cannot be left out
        assertThat(FigureCheck.of(withShadow()).total("4000").toString())
                .endsWith("total: too little by \"reduction\"");
        assertThat(FigureCheck.of(withShadow()).total("4290").toString())
                .endsWith("total: too little by \"next year\"");
        assertThat(FigureCheck.of(withShadow()).total("2310").rows().get(0).because())
                .isEmpty();
    }

    @Test
    void a_line_is_not_explained_by_itself_nor_people_by_dollars() {
        // 4,000 less is all of it, which tells nothing; 702.5 − 2.5 is the number of the reduction, of another kind
        assertThat(FigureCheck.of(withShadow())
                        .figure("base", "0")
                        .figure("counselors", "702.5")
                        .rows())
                .extracting(FigureCheck.Row::because)
                .containsExactly(Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4e3", "1e2147483647", "1e-1000000", "+4000", "٤٠٠٠", ".5", "4000\n"})
    void what_no_document_prints_is_refused(String text) {
        FigureCheck check = FigureCheck.of(school());

        // sparsity has no value, so nothing else would look at the figure
        for (String line : List.of("base", "sparsity")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> check.figure(line, text))
                    .withMessageContaining("is no official figure");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> check.total("9".repeat(101)));
    }
}
