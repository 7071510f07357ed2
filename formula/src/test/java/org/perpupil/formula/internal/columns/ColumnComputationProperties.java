package org.perpupil.formula.internal.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.formula.Form;
import org.perpupil.formula.RandomModels;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.internal.Computation;
import org.perpupil.formula.internal.Definition;
import org.perpupil.formula.internal.Resolver;
import org.perpupil.formula.internal.World;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;

class ColumnComputationProperties {

    @Provide
    Arbitrary<RandomModels.Case> cases() {
        return RandomModels.cases();
    }

    @Property
    void columns_give_what_fractions_give_in_every_line_with_the_same_working(
            @ForAll("cases") RandomModels.Case drawn) {
        Definition definition =
                new Definition(drawn.model().lines(), drawn.model().sources());
        World world = new World(drawn.district(), drawn.year(), drawn.lastYear());
        Optional<ColumnComputation> columns = ColumnComputation.of(definition, world);

        Statistics.label("held in columns").collect(columns.isPresent());
        Statistics.label("some school redone in fractions")
                .collect(columns.filter(held -> held.redone() > 0).isPresent());
        long shared = drawn.model().lines().lines().stream()
                .filter(line -> line.form() instanceof Form.Shared)
                .count();
        Statistics.label("pots shared in columns")
                .collect(columns.map(held -> Math.min(3, shared - held.sharedInFractions()))
                        .orElse(0L));
        Statistics.label("pots shared in fractions")
                .collect(columns.map(held -> Math.min(3, held.sharedInFractions()))
                        .orElse(0L));
        Allocation plain = Computation.of(definition, world).allocation();
        columns.ifPresent(held -> {
            Allocation fast = held.allocation();
            assertThat(fast.sources()).isEqualTo(plain.sources());
            for (SchoolAllocation school : plain.schools()) {
                SchoolAllocation same = fast.of(school.id());
                assertThat(same.budget()).isEqualTo(school.budget());
                for (LineResult result : school.lines()) {
                    String line = result.line().name();
                    assertThat(held.result(line, school.id()).value())
                            .as("%s, %s", line, school)
                            .isEqualTo(result.value());
                    // The working, the tests and what was looked at: all that an explanation is made of.
                    assertThat(same.line(line)).as("%s, %s", line, school).contains(result);
                }
            }
            assertThat(fast.sharedPots()).isEqualTo(plain.sharedPots());
            assertThat(fast.guards()).isEqualTo(plain.guards());
            assertThat(fast.stamp()).isEqualTo(plain.stamp());
        });
    }

    @Property
    void columns_find_no_district_faultless_in_which_fractions_find_a_fault(
            @ForAll("cases") RandomModels.Case drawn, @ForAll long seed) {
        Definition definition =
                new Definition(drawn.model().lines(), drawn.model().sources());
        District mangled = mangled(drawn.district(), new SplittableRandom(seed));
        World world = new World(mangled, drawn.year(), drawn.lastYear());

        boolean isFaultless = ColumnComputation.isFaultless(definition, world);
        List<Problem> problems = Resolver.problems(definition, world, (any, data) -> false);

        Statistics.label("faultless, faults").collect(isFaultless, problems.isEmpty() ? "none" : "some");
        problems.forEach(problem -> Statistics.label("fault").collect(problem.code()));
        assertThat(isFaultless ? problems : List.<Problem>of()).isEmpty();
    }

    /** The same schools with counts of others, without some facts, and with texts that no table has. */
    private static District mangled(District district, SplittableRandom random) {
        List<School> schools = district.schools();
        return district.withSchools(schools.stream()
                .filter(any -> random.nextInt(3) == 0)
                .map(school -> {
                    School other = schools.get(random.nextInt(schools.size()));
                    School.Builder copy = School.of(school.id(), school.name());
                    copy.enrolling(other.enrollment());
                    school.facts().forEach((name, value) -> {
                        if (random.nextInt(6) == 0) {
                            return;
                        }
                        if (value instanceof BigDecimal number) {
                            copy.number(name, number);
                        } else if (value instanceof Money money) {
                            copy.money(name, money);
                        } else if (value instanceof Boolean flag) {
                            copy.flag(name, flag);
                        } else {
                            copy.text(name, random.nextInt(6) == 0 ? "no such thing" : value.toString());
                        }
                    });
                    return copy.build();
                })
                .toList());
    }
}
