package org.perpupil.io.excel;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;

/**
 * One input of a school that is another one.
 *
 * @param school the school with the other input
 * @param heading what names the input in a workbook
 * @param value what is typed in
 */
record Changed(School school, String heading, BigDecimal value) {

    /** What could be changed: ten pupils more in each cell that counts all pupils, or a larger fact. */
    static List<Changed> of(School school) {
        List<Changed> changes = new ArrayList<>();
        Map<GradeSpan, PupilCount> cells = school.enrollment().cells(NeedCategory.ALL_PUPILS);
        cells.forEach((span, count) -> {
            PupilCount more = count.plus(PupilCount.of(10));
            changes.add(new Changed(
                    school.withEnrollment(school.enrollment().with(NeedCategory.ALL_PUPILS, span, more)),
                    heading(span),
                    more.value()));
        });
        school.enrollments().forEach((basis, counts) -> addTo(changes, school, basis, counts));
        school.facts().forEach((name, value) -> {
            if (value instanceof BigDecimal number) {
                BigDecimal more = number.add(BigDecimal.ONE);
                changes.add(new Changed(with(school, name, more), name, more));
            } else if (value instanceof Money money) {
                Money more = money.plus(Money.ofDollars(1_000));
                changes.add(new Changed(
                        with(school, name, more),
                        name,
                        new BigDecimal(more.toRational().toString())));
            }
        });
        return changes;
    }

    private static void addTo(List<Changed> changes, School school, CountBasis basis, Enrollment counts) {
        counts.cells(NeedCategory.ALL_PUPILS).forEach((span, count) -> {
            PupilCount more = count.plus(PupilCount.of(10));
            changes.add(new Changed(
                    school.withEnrollment(basis, counts.with(NeedCategory.ALL_PUPILS, span, more)),
                    "%s (%s)".formatted(heading(span), basis.name()),
                    more.value()));
        });
    }

    private static String heading(GradeSpan span) {
        return span.equals(GradeSpan.ALL_GRADES) ? "pupils" : "pupils, " + span.name();
    }

    private static School with(School school, String fact, Object other) {
        School.Builder built = School.of(school.id(), school.name());
        school.enrollments().forEach(built::enrolling);
        school.missing().forEach(built::missing);
        school.facts().forEach((name, known) -> {
            Object value = name.equals(fact) ? other : known;
            if (value instanceof BigDecimal number) {
                built.number(name, number);
            } else if (value instanceof Money money) {
                built.money(name, money);
            } else if (value instanceof Boolean flag) {
                built.flag(name, flag);
            } else {
                built.text(name, (String) value);
            }
        });
        return built.build();
    }

    /** The same model for the district in which this school is as it is here. */
    ResolvedModel in(ResolvedModel resolved) {
        District before = resolved.district();
        District.Builder built = District.named(before.name())
                .currency(before.currencySign())
                .levels(before.levels())
                .schools(before.schools().stream()
                        .map(known -> known.id().equals(school.id()) ? school : known)
                        .toList());
        before.revenues().forEach(built::revenue);
        return resolved.lastYear()
                .map(budgets -> resolved.model().resolve(built.build(), resolved.year(), budgets))
                .orElseGet(() -> resolved.model().resolve(built.build(), resolved.year()));
    }
}
