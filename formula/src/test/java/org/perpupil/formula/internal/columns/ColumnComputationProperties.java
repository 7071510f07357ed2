package org.perpupil.formula.internal.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.formula.Form;
import org.perpupil.formula.RandomModels;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.internal.Computation;
import org.perpupil.formula.internal.Definition;
import org.perpupil.formula.internal.World;

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
}
