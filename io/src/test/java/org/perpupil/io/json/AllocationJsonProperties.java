package org.perpupil.io.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Terms.bands;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.greatest;
import static org.perpupil.formula.Terms.is;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.ramp;
import static org.perpupil.formula.Terms.rank;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.Terms.total;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.withoutAmount;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.testing.Schools;

@Domain(Schools.class)
@Domain(DomainContext.Global.class)
class AllocationJsonProperties {
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final RevenueSource STATE =
            RevenueSource.state("state", "State aid").restrictedTo(POVERTY);

    private static final RevenueSource RESERVE = RevenueSource.local("reserve", "Reserve");

    /** A model with every kind of working. */
    private static Allocation allocation(District district, long cents) {
        District funded = District.named(district.name())
                .levels(district.levels())
                .schools(district.schools())
                .revenue(GENERAL, Money.ofCents(cents))
                .build();
        return FundingModel.named("Every kind")
                .unlocked(STATE, withoutAmount(), eligible(is("charter").negated()))
                .unlocked(RESERVE, withoutAmount())
                .add(
                        line("small").figure(ramp(pupils()).from("100", "1").to("400", "0")),
                        line("positions")
                                .figure(bands(pupils())
                                        .below(300, number(2))
                                        .otherwise(pupils().dividedBy(number(150))))
                                .rounded(Rounding.to("0.25")),
                        line("place").figure(rank(fact("miles"))),
                        line("share").figure(shareOf(POVERTY)),
                        line("size")
                                .amount(dollars("4122.545644").times(pupils()))
                                .from(STATE),
                        line("mean")
                                .amount(greatest(
                                        moneyFact("last year").minus(dollars(1_000_000)),
                                        total(pupils()).times(dollars("0.01"))))
                                .from(STATE),
                        line("shadow").amount(dollars(1)).asShadow(),
                        line("floor")
                                .raiseTo(dollars(5_000).times(pupils()))
                                .counting(everythingAbove())
                                .from(RESERVE))
                .unlocked(GENERAL, inProportionTo(pupils()))
                .build()
                .resolve(funded, FiscalYear.of(2027))
                .allocate();
    }

    private static byte[] json(Allocation allocation) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AllocationJson.write(allocation, bytes);
        return bytes.toByteArray();
    }

    @Property(tries = 60)
    void its_budgets_are_read_back_equal(
            @ForAll District district, @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long cents)
            throws IOException {
        Allocation allocation = allocation(district, cents);

        assertThat(AllocationJson.readBudgets(new ByteArrayInputStream(json(allocation)), "a.json"))
                .isEqualTo(allocation.budgets());
        assertThat(json(allocation(district, cents))).isEqualTo(json(allocation));
    }

    @Property(tries = 60)
    void every_line_of_every_school_is_there_with_its_values(@ForAll District district) throws IOException {
        Allocation allocation = allocation(district, 123_456_789);
        JsonNode document = new ObjectMapper().readTree(json(allocation));

        for (int i = 0; i < allocation.schools().size(); i++) {
            SchoolAllocation school = allocation.schools().get(i);
            JsonNode node = document.at("/schools/" + i);
            assertThat(node.at("/id").textValue()).isEqualTo(school.id().value());
            assertThat(node.at("/lines")).hasSize(school.lines().size());
            for (int j = 0; j < school.lines().size(); j++) {
                check(node.at("/lines/" + j), school.lines().get(j));
            }
        }
        assertThat(numbersIn(document)).as("JSON numbers beside the schema").isEqualTo(1);
    }

    private static void check(JsonNode node, LineResult result) {
        assertThat(node.at("/line").textValue()).isEqualTo(result.line().name());
        assertThat(node.has("exact")).isEqualTo(result.exact().isPresent());
        result.exact().ifPresent(exact -> {
            assertThat(Rational.parse(node.at("/exact").textValue())).isEqualTo(exact);
            // the tree of the working ends in the same value
            assertThat(node.at("/working/value").textValue())
                    .isEqualTo(node.at("/exact").textValue());
        });
        result.amount()
                .ifPresent(amount ->
                        assertThat(Money.parse(node.at("/rounded").textValue())).isEqualTo(amount));
        assertThat(node.at("/status").textValue()).isIn("paid", "figure", "shown", "not applied", "no value");
    }

    private static int numbersIn(JsonNode node) {
        int numbers = node.isNumber() ? 1 : 0;
        for (JsonNode child : node) {
            numbers += numbersIn(child);
        }
        return numbers;
    }
}
