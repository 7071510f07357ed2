package org.perpupil.io.release;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.Missing;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

/**
 * A district with the counts that a release shows, and nothing else that could tell of pupils, for all that writes a district.
 *
 * <p>Each school has its counts on the basis that holds if none is named. A group is given by span where the release shows all its spans, else
 * for the whole school where it shows that, else for the spans that it shows (and for the whole school, if all pupils are given so); what is not given is {@link Missing#SUPPRESSED}. Counts on
 * other bases are left out, and so are facts that are numbers or amounts, which may be shares or multiples of counts, unless they are named;
 * they are said to be suppressed. Texts, yes-or-no facts and revenues stay.
 *
 * @param district the copy; for reading, not for computing budgets
 * @param leftOut schools whose pupils in all are hidden; a school without them cannot be told
 */
public record ReleasedDistrict(District district, List<SchoolId> leftOut) {

    public ReleasedDistrict {
        leftOut = ImmutableList.copyOf(leftOut);
    }

    static ReleasedDistrict of(District district, PublicRelease release, Set<String> facts) {
        District.Builder copy = District.named(district.name())
                .currency(district.currencySign())
                .levels(district.levels());
        district.revenues().forEach(copy::revenue);
        List<SchoolId> leftOut = new ArrayList<>();
        for (School school : district.schools()) {
            enrollment(school, release)
                    .ifPresentOrElse(
                            counts -> copy.school(school(school, counts, facts)), () -> leftOut.add(school.id()));
        }
        return new ReleasedDistrict(copy.build(), leftOut);
    }

    private static School school(School school, Enrollment counts, Set<String> kept) {
        School.Builder copy = School.of(school.id(), school.name())
                .enrolling(school.enrollments().keySet().iterator().next(), counts);
        school.facts().forEach((fact, value) -> {
            if (value instanceof String text) {
                copy.text(fact, text);
            } else if (value instanceof Boolean flag) {
                copy.flag(fact, flag);
            } else if (!kept.contains(fact)) {
                copy.missing(fact, Missing.SUPPRESSED);
            } else if (value instanceof Money money) {
                copy.money(fact, money);
            } else {
                copy.number(fact, (BigDecimal) value);
            }
        });
        school.missing().forEach(copy::missing);
        return copy.build();
    }

    private static Optional<Enrollment> enrollment(School school, PublicRelease release) {
        Enrollment all = school.enrollment();
        if (all.pupils().isZero()) {
            return Optional.of(Enrollment.in(GradeSpan.ALL_GRADES).pupils(0).build());
        }
        Map<GradeSpan, PupilCount> pupils = shown(school, NeedCategory.ALL_PUPILS, release);
        if (pupils.isEmpty() || !isWhole(all, NeedCategory.ALL_PUPILS, pupils)) {
            return Optional.empty();
        }
        boolean isInOneSpan =
                !pupils.keySet().equals(all.cells(NeedCategory.ALL_PUPILS).keySet());
        Enrollment.Builder copy = Enrollment.in(GradeSpan.ALL_GRADES);
        for (PupilGroup group : all.groups()) {
            Optional<PupilCount> whole = release.shown(school.id(), group, Optional.empty());
            Map<GradeSpan, PupilCount> counts = isInOneSpan && whole.isPresent()
                    ? Map.of(GradeSpan.ALL_GRADES, whole.get())
                    : shown(school, group, release);
            counts.forEach((span, count) -> copy.in(span).need(group, count.value()));
            if (!counts.isEmpty()) {
                all.estimate(group).ifPresent(how -> copy.estimated(group, how));
            }
            if (isInOneSpan ? whole.isEmpty() : !isWhole(all, group, counts)) {
                copy.schoolwide().missing(group, Missing.SUPPRESSED);
            }
        }
        all.missing().forEach((group, why) -> {
            if (!all.groups().contains(group)) {
                copy.schoolwide().missing(group, why);
            }
        });
        return Optional.of(copy.build());
    }

    private static boolean isWhole(Enrollment all, PupilGroup group, Map<GradeSpan, PupilCount> counts) {
        return counts.containsKey(GradeSpan.ALL_GRADES)
                || counts.keySet().equals(all.cells(group).keySet());
    }

    private static Map<GradeSpan, PupilCount> shown(School school, PupilGroup group, PublicRelease release) {
        Map<GradeSpan, PupilCount> bySpan = new LinkedHashMap<>();
        Map<GradeSpan, PupilCount> counted = school.enrollment().cells(group);
        counted.forEach(
                (span, count) -> shown(school, group, span, release).ifPresent(shown -> bySpan.put(span, shown)));
        Optional<PupilCount> whole = release.shown(school.id(), group, Optional.empty());
        return bySpan.size() < counted.size() && whole.isPresent() ? Map.of(GradeSpan.ALL_GRADES, whole.get()) : bySpan;
    }

    /** A count of the release, or 0 where the school has no pupils; the only span of a school is all of it. */
    static Optional<PupilCount> shown(School school, PupilGroup group, GradeSpan span, PublicRelease release) {
        Enrollment enrollment = school.enrollment();
        boolean isEmpty = enrollment.cutBy(NeedCategory.ALL_PUPILS, span).isEmpty()
                && enrollment
                        .count(NeedCategory.ALL_PUPILS, span)
                        .filter(PupilCount::isZero)
                        .isPresent();
        if (isEmpty) {
            return Optional.of(PupilCount.ZERO);
        }
        Optional<PupilCount> shown = release.shown(school.id(), group, Optional.of(span));
        boolean isAll =
                enrollment.cells(group).size() == 1 && enrollment.count(group).isPresent();
        return shown.isEmpty() && isAll ? release.shown(school.id(), group, Optional.empty()) : shown;
    }
}
