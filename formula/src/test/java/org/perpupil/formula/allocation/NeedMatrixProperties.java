package org.perpupil.formula.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.exact.Rational;
import org.perpupil.formula.World;
import org.perpupil.money.Money;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;

class NeedMatrixProperties {

    @Provide
    Arbitrary<World> worlds() {
        return World.worlds();
    }

    @Property(tries = 200)
    @StatisticsReport(StatisticsReportMode.OFF)
    void cells_and_what_is_not_per_pupil_account_for_every_dollar(@ForAll("worlds") World world) {
        Allocation allocation = world.allocate();
        NeedMatrix matrix = allocation.needMatrix();

        Rational dollars = Money.total(matrix.notPerPupil().values()).toRational();
        boolean complete = true;
        for (GradeSpan span : matrix.spans()) {
            for (PupilGroup group : matrix.groups()) {
                if (matrix.cell(span, group).isEmpty()) {
                    continue;
                }
                NeedMatrix.Cell cell = matrix.cell(span, group).get();
                complete &= !cell.isLimited();
                dollars = dollars.plus(cell.dollarsPerPupil().times(pupils(allocation, span, group)));
            }
        }

        Statistics.label("complete")
                .collect(complete && !matrix.spans().isEmpty())
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 5));
        if (complete && !world.features().contains("whole dollars")) {
            // Each line is rounded by less than a cent in each school. A split passes on, at its level, what its points
            // were
            // rounded by: below half a cent of at least $1.25 for each of two lines, which is less than 1%.
            Rational apart = dollars.minus(allocation.total().toRational());
            Rational paid = allocation.sources().stream()
                    .flatMap(source -> source.byLine().values().stream())
                    .map(money -> money.toRational().max(money.toRational().negated()))
                    .reduce(Rational.ZERO, Rational::plus);
            Rational tolerance = Rational.of(world.model().lines().lines().size()
                            * allocation.schools().size())
                    .plus(paid)
                    .dividedBy(Rational.of(100));
            assertThat(apart).isBetween(tolerance.negated(), tolerance);
        }
    }

    private static Rational pupils(Allocation allocation, GradeSpan span, PupilGroup group) {
        return allocation.schools().stream()
                .flatMap(school -> school.school().enrollment().count(group, span).stream())
                .map(count -> Rational.of(count.value()))
                .reduce(Rational.ZERO, Rational::plus);
    }
}
