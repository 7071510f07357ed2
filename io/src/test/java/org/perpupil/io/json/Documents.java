package org.perpupil.io.json;

import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.testing.Schools.ELEMENTARY;
import static org.perpupil.testing.Schools.MIDDLE;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.perpupil.account.AccountPattern;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.Origin;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;
import org.perpupil.testing.Schools;

/** The worlds of {@link Schools}, with all that a document can hold besides: revenues, bases, estimates, odd names. */
public final class Documents extends DomainContextBase {

    @Provide
    Arbitrary<District> anyDistrict() {
        Arbitrary<Map<SourceId, Money>> revenues = Arbitraries.maps(
                        sourceIds(), Arbitraries.longs().greaterOrEqual(0).map(Money::ofCents))
                .ofMaxSize(4);
        return Combinators.combine(
                        names(),
                        Arbitraries.of("$", "€", "", "kr "),
                        Arbitraries.of(true, false),
                        schools().list().uniqueElements(School::id).ofMaxSize(6),
                        revenues)
                .as((name, sign, levels, schools, amounts) -> {
                    District.Builder district = District.named(name)
                            .currency(sign)
                            .levels(levels ? Schools.LEVELS : List.of())
                            .schools(schools);
                    amounts.forEach(district::revenue);
                    return district.build();
                })
                .withoutEdgeCases();
    }

    /** Schools with counts on one or two bases, in either order, and facts of all kinds under odd names. */
    private static Arbitrary<School> schools() {
        Arbitrary<List<String>> bases =
                Arbitraries.of(List.of("current"), List.of("current", "prior year"), List.of("prior year", "current"));
        Arbitrary<Map<String, Object>> facts =
                Arbitraries.maps(texts(), values()).ofMaxSize(4);
        return Combinators.combine(
                        Schools.schoolIds(),
                        names(),
                        bases,
                        enrollments().list().ofSize(2),
                        facts)
                .as((id, name, named, counts, given) -> {
                    School.Builder school = School.of(id, name);
                    for (int i = 0; i < named.size(); i++) {
                        school.enrolling(new CountBasis(named.get(i)), counts.get(i));
                    }
                    given.forEach((fact, value) -> {
                        if (value instanceof BigDecimal number) {
                            school.number(fact, number);
                        } else if (value instanceof Money money) {
                            school.money(fact, money);
                        } else if (value instanceof Boolean flag) {
                            school.flag(fact, flag);
                        } else {
                            school.text(fact, (String) value);
                        }
                    });
                    return school.build();
                });
    }

    private static Arbitrary<Object> values() {
        return Arbitraries.oneOf(
                Arbitraries.bigDecimals().ofScale(12).asGeneric(),
                Arbitraries.longs().map(Money::ofCents).asGeneric(),
                texts().asGeneric(),
                Arbitraries.of(true, false).asGeneric());
    }

    /** Counts by level, some of them estimated, and the unduplicated count where its needs are known. */
    private static Arbitrary<Enrollment> enrollments() {
        return Combinators.combine(
                        Schools.enrollments(false),
                        Arbitraries.of(true, false),
                        texts().filter(text -> !text.isBlank()))
                .as((plain, estimated, how) -> {
                    Enrollment.Builder counts = Enrollment.in(GradeSpan.ALL_GRADES);
                    plain.groups()
                            .forEach(group -> plain.cells(group)
                                    .forEach((span, count) -> counts.in(span).need(group, count.value())));
                    PupilGroup either = PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER);
                    Optional<PupilCount> poor = plain.count(POVERTY);
                    Optional<PupilCount> learners = plain.count(ENGLISH_LEARNER);
                    if (poor.isPresent() && learners.isPresent()) {
                        boolean more = poor.get().compareTo(learners.get()) > 0;
                        counts.schoolwide()
                                .need(either, (more ? poor : learners).get().value());
                        counts.need(POVERTY.butNot(ENGLISH_LEARNER), 0);
                    }
                    if (estimated && poor.isPresent()) {
                        counts.estimated(POVERTY, how);
                    }
                    return counts.build();
                });
    }

    @Provide
    Arbitrary<Budgets> anyBudgets() {
        Arbitrary<List<RevenueSource>> sources =
                sources().list().uniqueElements(RevenueSource::id).ofMinSize(1).ofMaxSize(4);
        return sources.flatMap(several -> {
                    Arbitrary<List<BudgetLine>> lines = Combinators.combine(
                                    names(),
                                    Arbitraries.of(several),
                                    Arbitraries.longs().between(-1_000_000_000_000L, 1_000_000_000_000L),
                                    Arbitraries.of(Held.class))
                            .as((name, source, cents, held) -> new BudgetLine(name, source, Money.ofCents(cents), held))
                            .list()
                            .uniqueElements(line -> Map.entry(line.name(), line.source()))
                            .ofMaxSize(5);
                    Arbitrary<Map<SchoolId, List<BudgetLine>>> bySchool =
                            Arbitraries.maps(Schools.schoolIds(), lines).ofMaxSize(6);
                    return Combinators.combine(
                                    Arbitraries.integers().between(1900, 2999).map(FiscalYear::of), bySchool)
                            .as((year, budgets) -> {
                                List<SchoolBudget> all = new ArrayList<>();
                                budgets.forEach((school, budget) -> all.add(new SchoolBudget(school, year, budget)));
                                return Budgets.of(year, all);
                            });
                })
                .withoutEdgeCases();
    }

    static Arbitrary<RevenueSource> sources() {
        Arbitrary<Optional<Restriction>> restrictions = Combinators.combine(
                        names(),
                        Arbitraries.of(POVERTY, ENGLISH_LEARNER, new NeedCategory("néed \"x\""))
                                .set()
                                .ofMaxSize(2),
                        Arbitraries.of(ELEMENTARY, MIDDLE, GradeSpan.ALL_GRADES)
                                .set()
                                .ofMaxSize(2),
                        Arbitraries.of("4*", "1100", "*-43*")
                                .map(AccountPattern::of)
                                .set()
                                .ofMaxSize(2),
                        Arbitraries.of(false, true))
                .as(Restriction::new)
                .optional(0.5);
        return Combinators.combine(sourceIds(), names(), Arbitraries.of(Origin.class), restrictions)
                .as((id, name, origin, restriction) -> {
                    RevenueSource source = RevenueSource.of(id, name, origin);
                    return restriction.map(source::restrictedTo).orElse(source);
                });
    }

    private static Arbitrary<SourceId> sourceIds() {
        return Arbitraries.of("general", "title-i", "A.1_b", "0", "x-2").map(SourceId::of);
    }

    /** Texts that are not blank. */
    private static Arbitrary<String> names() {
        return texts().filter(text -> !text.isBlank());
    }

    /** Texts with all that JSON escapes, and characters outside the first plane. */
    static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('\u0000', '\uD7FF').ofMaxLength(12),
                Arbitraries.of(
                        "Lincoln", "\"", "\\", "a/b~c", "\u0000\u001f\u007f", "\u2028", "😀 school", "</script>", "="));
    }
}
