package org.perpupil.io.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.dollars;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.district.District;
import org.perpupil.formula.Trial;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.io.report.Guarded;
import org.perpupil.io.report.ThreeSchools;
import org.w3c.dom.Element;

class FlowChartTest {

    @Test
    void tells_every_part_of_every_source() {
        // central 10% of 10,000; 100 and 200 pupils at $10; the rest is left. 200 pupils at $1, and 300 of 500 left.
        assertThat(Charts.flow().description())
                .isEqualTo("General fund, $500.00: $200.00 to high, $300.00 to nobody yet."
                        + " General fund (general), $10,000.00: $1,000.00 to elementary, $2,000.00 to high,"
                        + " $1,000.00 to central office, $6,000.00 to nobody yet.");
    }

    @Test
    void a_reserve_is_a_part_of_what_it_was_set_aside_from() {
        FlowChart chart = FlowChart.of(Guarded.allocation());

        // 300,000: 10% central, 60,000 set aside, of which 20,000 raise Clay; 100,000 + 100,000 and 10,000 − 5,000 are
        // paid, which leaves 5,000 of the rest and 40,000 of the reserve
        assertThat(chart.description())
                .isEqualTo("General fund, $300,000.00: $100,000.00 to elementary, $5,000.00 to middle, $100,000.00 to"
                        + " elementary + middle, $30,000.00 to central office, $5,000.00 to nobody yet; of which"
                        + " $60,000.00 set aside for Reserve: $20,000.00 to middle, $40,000.00 to nobody yet.");
        Svg svg = Svg.parse(chart.svg());
        // 320 pixels are 300,000 dollars; the reserve stands at the end of the bar
        Element own = svg.mark("General fund: $240,000.00");
        Element reserve = svg.mark("General fund, Reserve: $60,000.00");
        assertThat(Svg.number(own, "height")).isEqualTo(320 * 0.8, within(0.01));
        assertThat(Svg.number(reserve, "y")).isEqualTo(Svg.number(own, "y") + 320 * 0.8, within(0.02));
        assertThat(svg.all("text"))
                .extracting(Element::getTextContent)
                .contains("$300,000.00", "of which Reserve: $60,000.00");
        assertThat(chart.vegaLite()).contains("45000.00").doesNotContain(": \"Reserve\"");
    }

    @Test
    void what_is_locked_does_not_go_to_the_central_office() {
        FlowChart chart = FlowChart.of(ThreeSchools.resolved().allocate());

        assertThat(chart.description()).contains("Bond, $50,000.00: $50,000.00 locked.");
        assertThat(Svg.parse(chart.svg()).marks("locked: $50,000.00")).hasSize(1);
    }

    @Test
    void amounts_beside_bars_are_rounded_from_a_million_on() {
        // 1,250,000.00 and 999,999.99
        for (String amount : List.of("1250000.00", "999999.99")) {
            Svg svg = Svg.parse(FlowChart.of(Trial.withPupils(100)
                            .source(Trial.GENERAL, amount)
                            .lines(line("base").amount(dollars(0)).from(Trial.GENERAL))
                            .allocate())
                    .svg());

            assertThat(svg.all("text"))
                    .extracting(Element::getTextContent)
                    .contains(amount.startsWith("1") ? "$1.3 million" : "$999,999.99");
        }
    }

    @Test
    void bands_have_a_line_around_them_that_stands_out() {
        // WCAG 2.2, 1.4.11: the colours of groups have 3 : 1 with white, bands that show what is below them have not
        assertThat(Svg.parse(Charts.flow().svg()).all("path"))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(path.getAttribute("stroke")).isEqualTo(path.getAttribute("fill")));
    }

    @Test
    void bands_are_as_high_as_their_dollars() {
        Svg svg = Svg.parse(Charts.flow().svg());

        // 320 pixels are 10,500 dollars
        double dollar = 320 / 10_500.0;
        assertThat(Svg.thickness(svg.mark("General fund (general) to high: "))).isEqualTo(2_000 * dollar, within(0.02));
        assertThat(Svg.thickness(svg.mark("General fund to high: "))).isEqualTo(200 * dollar, within(0.02));
        // 1,000 elementary, 2,200 high, 1,000 central, 6,300 left
        assertThat(Svg.number(svg.mark("high: $2,200.00"), "height")).isEqualTo(2_200 * dollar, within(0.01));
        assertThat(Svg.number(svg.mark("left over: $6,300.00"), "height")).isEqualTo(6_300 * dollar, within(0.01));
        assertThat(Svg.number(svg.mark("General fund (general): "), "height")).isEqualTo(10_000 * dollar, within(0.01));
    }

    @Test
    void groups_stand_in_the_order_of_levels() {
        Svg svg = Svg.parse(Charts.flow().svg());

        // the first source pays only the high school, and elementary stands first all the same
        Element elementary = svg.mark("elementary: ");
        Element high = svg.mark("high: ");
        Element central = svg.mark("central office: ");
        Element left = svg.mark("left over: ");
        assertThat(Svg.number(elementary, "y")).isLessThan(Svg.number(high, "y"));
        assertThat(Svg.number(high, "y")).isLessThan(Svg.number(central, "y"));
        assertThat(Svg.number(central, "y")).isLessThan(Svg.number(left, "y"));
    }

    @Test
    void a_group_that_is_called_as_the_central_office_stays_apart() {
        FlowChart chart = Charts.flow().by(school -> school.name().equals("Adams") ? "central office" : "left over");

        assertThat(chart.description())
                .endsWith("$1,000.00 to central office (schools), $2,000.00 to left over (schools),"
                        + " $1,000.00 to central office, $6,000.00 to nobody yet.");
        Svg svg = Svg.parse(chart.svg());
        assertThat(svg.marks("central office: $1,000.00")).hasSize(1);
        assertThat(svg.marks("central office (schools): $1,000.00")).hasSize(1);
        assertThat(svg.marks("left over (schools): $2,200.00")).hasSize(1);
    }

    @Test
    void refuses_what_cannot_flow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FlowChart.of(Trial.withPupils(100)
                        .source(Trial.GENERAL, "0.00")
                        .lines(line("base").amount(dollars(0)).from(Trial.GENERAL))
                        .allocate()))
                .withMessage("no source has any money, so nothing flows");
        assertThatNullPointerException()
                .isThrownBy(() -> Charts.flow().by(school -> null))
                .withMessage("the group of a school");
    }

    @Test
    void money_of_another_currency_is_not_called_dollars() {
        District county = District.named("A county")
                .currency("£")
                .school(Trial.school("1", 10).build())
                .build();
        Allocation allocation = FundingModel.named("m")
                .unlocked(
                        Trial.GENERAL,
                        Decision.withoutAmount(),
                        Decision.paying(line("base").amount(dollars(1_000))))
                .build()
                .resolve(county, Trial.YEAR)
                .allocate();
        ChangesChart changes =
                ChangesChart.of(allocation.comparedWith(Trial.paidLastYear(Map.of("1", Trial.dollars("400.00")))));

        // 1,000 − 400
        assertThat(changes.description())
                .isEqualTo("1 school, in £: 1 up, 0 down, 0 the same, 0 cannot be compared. The greatest gain is"
                        + " School 1: 600.");
        for (Chart chart : List.of(changes, changes.perPupil(), FlowChart.of(allocation))) {
            String vega = chart.vegaLite().replace("$schema", "");
            assertThat(chart.svg() + vega).contains("£").doesNotContain("$").doesNotContain("in dollars");
        }
    }
}
