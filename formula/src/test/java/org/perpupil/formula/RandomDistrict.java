package org.perpupil.formula;

import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.money.Money;
import org.perpupil.problem.Missing;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.RevenueSource;

/**
 * Draws a district of a few schools.
 *
 * <p>All pupils, those in poverty, and the facts {@code type}, {@code rooms & "halls"}, {@code salary} and {@code charter} are
 * known in every school; other counts and facts only in some. The kinds of groups, types and regions are the same in every
 * district.
 */
final class RandomDistrict extends Drawing {
    static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    static final GradeSpan MIDDLE = GradeSpan.of("middle & <b>", "6", "8");
    static final GradeSpan HIGH = GradeSpan.of("=high", "9", "12");
    static final GradeSpan KINDERGARTEN_TO_8 = GradeSpan.of("K to 8", "K", "8");

    static final List<GradeSpan> LEVELS = List.of(ELEMENTARY, MIDDLE, HIGH);
    static final List<GradeSpan> SPANS = List.of(ELEMENTARY, MIDDLE, HIGH, KINDERGARTEN_TO_8);

    static final CountBasis PRIOR_YEAR = new CountBasis("prior year");
    static final NeedCategory ODD = new NeedCategory("=at \"risk\" & <b>");
    static final List<PupilGroup> GROUPS = List.of(
            ALL_PUPILS,
            ALL_PUPILS,
            POVERTY,
            POVERTY,
            ENGLISH_LEARNER,
            ODD,
            PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER),
            PupilGroup.allOf(POVERTY, ENGLISH_LEARNER),
            POVERTY.butNot(ENGLISH_LEARNER));

    static final String ROOMS = "rooms & \"halls\"";
    static final List<String> TYPES = List.of("E", "M", "e", "=1+1");
    /** Texts that programs for tables may take for one another, for a number or for a pattern. */
    static final List<String> REGIONS = List.of("North", "north", "*", "1", "=1+1", "O'Neil <\"b\">");

    static final List<String> LINES_OF_LAST_YEAR = List.of("all", "extra");

    private static final List<String> IDS = List.of(
            "001",
            "0042",
            "007",
            "7",
            "9",
            "10",
            "1e3",
            "K12",
            "k9",
            "a-1",
            "A-2",
            "é1",
            "=1",
            "'5",
            "TRUE",
            "2026-01-02");
    private static final List<String> NAMES = List.of(
            "Eliot", "=1+1", "<b>&\"'", "School 🎒", "line\nbreak", "O'Brien", "+cmd|x", "  wide  ", "\tTab", "Ünï");

    private final List<School> schools = new ArrayList<>();
    private final Optional<Budgets> lastYear;
    private final boolean learnersCounted;
    private final boolean oddCounted;
    private final String name;

    RandomDistrict(SplittableRandom random) {
        super(random);
        this.name = oneIn(3) ? "=District & <b> 🎈" : "Springfield";
        this.learnersCounted = oneIn(2);
        this.oddCounted = oneIn(2);
        List<String> ids = new ArrayList<>(IDS);
        int count = oneIn(8) ? 1 : 2 + draw(oneIn(4) ? 11 : 5);
        for (int i = 0; i < count; i++) {
            schools.add(school(ids.remove(draw(ids.size()))));
        }
        this.lastYear = oneIn(3) ? Optional.empty() : Optional.of(budgets());
    }

    List<School> schools() {
        return schools;
    }

    boolean hasLastYear() {
        return lastYear.isPresent();
    }

    Optional<Budgets> lastYear() {
        return lastYear;
    }

    List<PupilGroup> groupsCountedEverywhere() {
        return GROUPS.stream()
                .filter(group -> learnersCounted || !group.name().contains(ENGLISH_LEARNER.name()))
                .filter(group -> oddCounted || !group.equals(ODD))
                .toList();
    }

    /** A span in which some school has pupils in poverty, if there is one. */
    GradeSpan spanWithPupils() {
        return LEVELS.stream()
                .filter(span -> schools.stream()
                        .anyMatch(school -> school.enrollment()
                                .count(POVERTY, span)
                                .filter(pupils -> !pupils.isZero())
                                .isPresent()))
                .findFirst()
                .orElse(ELEMENTARY);
    }

    District with(Map<RevenueSource, Money> revenues) {
        District.Builder district = District.named(name).levels(LEVELS).schools(schools);
        revenues.forEach(district::revenue);
        return district.build();
    }

    private School school(String id) {
        List<GradeSpan> spans = oneIn(3) ? LEVELS : oneIn(2) ? List.of(oneOf(LEVELS)) : List.of(ELEMENTARY, MIDDLE);
        School.Builder school = School.of(id, oneOf(NAMES))
                .enrolling(enrollment(spans))
                .text("type", oneOf(TYPES))
                .number(ROOMS, BigDecimal.valueOf(draw(600), draw(2)))
                .money("salary", Money.ofCents(5_000_000 + draw(4_000_000)))
                .flag("charter", oneIn(3));
        if (!oneIn(4)) {
            school.enrolling(PRIOR_YEAR, enrollment(spans));
        }
        if (oneIn(3)) {
            school.missing("miles", oneOf(List.of(Missing.values())));
        } else {
            school.number("miles", BigDecimal.valueOf(draw(200), 1));
        }
        if (!oneIn(4)) {
            school.number("index", BigDecimal.valueOf(draw(3_000) - 500, 3));
        }
        if (!oneIn(3)) {
            school.money("rent", Money.ofCents(draw(100_000_000) - 10_000_000));
        }
        if (!oneIn(4)) {
            school.text("region", oneOf(REGIONS));
        }
        if (!oneIn(3)) {
            school.flag("pilot", oneIn(2));
        }
        return school.build();
    }

    private Enrollment enrollment(List<GradeSpan> spans) {
        int places = oneIn(3) ? oneOf(List.of(1, 2, 3)) : 0;
        boolean learners = learnersCounted || oneIn(2);
        boolean odd = oddCounted || oneIn(2);
        Enrollment.Builder counts = Enrollment.in(spans.get(0));
        for (GradeSpan span : spans) {
            BigDecimal all =
                    oneIn(10) ? BigDecimal.ZERO : part(BigDecimal.valueOf(1 + draw(oneIn(2) ? 40 : 700)), places);
            BigDecimal poor = part(all, places);
            counts.in(span).pupils(all).need(POVERTY, poor);
            if (learners) {
                BigDecimal both = part(poor, places);
                BigDecimal only = part(all.subtract(poor), places);
                counts.need(ENGLISH_LEARNER, both.add(only))
                        .need(PupilGroup.allOf(POVERTY, ENGLISH_LEARNER), both)
                        .need(PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER), poor.add(only))
                        .need(POVERTY.butNot(ENGLISH_LEARNER), poor.subtract(both))
                        .need(ENGLISH_LEARNER.butNot(POVERTY), only);
            }
            if (odd) {
                counts.need(ODD, part(all, places));
            }
        }
        if (!learners && oneIn(2)) {
            counts.in(GradeSpan.ALL_GRADES).missing(ENGLISH_LEARNER, Missing.SUPPRESSED);
        }
        return counts.build();
    }

    /** A part of a number: none, all, or a random one. */
    private BigDecimal part(BigDecimal whole, int places) {
        return switch (draw(8)) {
            case 0 -> BigDecimal.ZERO;
            case 1 -> whole;
            default -> whole.multiply(BigDecimal.valueOf(1 + draw(999), 3)).setScale(places, RoundingMode.DOWN);
        };
    }

    private Budgets budgets() {
        List<SchoolBudget> budgets = new ArrayList<>();
        for (School school : schools) {
            if (!oneIn(4)) {
                List<BudgetLine> lines = new ArrayList<>();
                lines.add(new BudgetLine("all", RandomModel.GENERAL, Money.ofCents(draw(50_000_000)), Held.FREE));
                if (oneIn(2)) {
                    lines.add(new BudgetLine("extra", RandomModel.STATE_AID, Money.ofCents(draw(1_000_000)), Held.SET));
                }
                budgets.add(new SchoolBudget(school.id(), RandomModels.YEAR.previous(), lines));
            }
        }
        return Budgets.of(RandomModels.YEAR.previous(), budgets);
    }
}
