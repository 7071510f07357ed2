package org.perpupil.io.excel;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/** Random changes of what is known of a district, each with the cell that a person would change for it. */
final class ChangedInputs {
    private final SplittableRandom random;
    private final Map<SchoolId, School> schools = new LinkedHashMap<>();
    private final Map<SourceId, Money> revenues;
    private final District district;
    private final List<Cell> cells = new ArrayList<>();

    ChangedInputs(District district, long seed) {
        this.random = new SplittableRandom(seed);
        this.district = district;
        this.revenues = new LinkedHashMap<>(district.revenues());
        district.schools().forEach(school -> schools.put(school.id(), school));
    }

    /**
     * A cell to change.
     *
     * @param school empty for the amount of a source
     * @param heading the heading of the cell's column or row
     * @param value a number or a text; empty to empty the cell
     */
    record Cell(Optional<SchoolId> school, String heading, Optional<Object> value) {}

    List<Cell> cells() {
        return cells;
    }

    District changed() {
        District.Builder builder = District.named(district.name())
                .currency(district.currencySign())
                .levels(district.levels());
        builder.schools(schools.values());
        revenues.forEach(builder::revenue);
        return builder.build();
    }

    /** Changes the amount of a source. */
    void changeRevenue(List<RevenueSource> sources) {
        List<RevenueSource> known = sources.stream()
                .filter(source -> revenues.containsKey(source.id()))
                .toList();
        if (known.isEmpty()) {
            return;
        }
        RevenueSource source = known.get(random.nextInt(known.size()));
        long cents = requireNonNull(revenues.get(source.id())).cents();
        long changed =
                random.nextBoolean() ? cents + 1 + random.nextLong(100_000) : cents * (2 + random.nextLong(8)) / 4;
        revenues.put(source.id(), Money.ofCents(changed));
        cells.add(new Cell(
                Optional.empty(),
                source.name(),
                Optional.of(Money.ofCents(changed).toRational().toExactDecimal().orElseThrow())));
    }

    /** Changes a count or a fact of a school; the heading is one of those that the workbook has. */
    void change(SchoolId id, String heading, boolean mayEmpty) {
        School school = requireNonNull(schools.get(id));
        if (heading.startsWith("pupils")) {
            changeCount(school, heading);
        } else if (heading.endsWith(" (yes or no)")) {
            String flag = heading.substring(0, heading.length() - " (yes or no)".length());
            Optional<Object> value = mayEmpty && random.nextInt(4) == 0
                    ? Optional.empty()
                    : Optional.of(!school.flag(flag).orElse(false));
            replace(school, flag, value);
            cells.add(new Cell(Optional.of(id), heading, value.map(yes -> (boolean) yes ? "yes" : "no")));
        } else {
            changeFact(school, heading, mayEmpty);
        }
    }

    private void changeFact(School school, String fact, boolean mayEmpty) {
        Optional<Object> now = Optional.ofNullable(school.facts().get(fact));
        List<Object> others = district.schools().stream()
                .flatMap(other -> Optional.ofNullable(other.facts().get(fact)).stream())
                .toList();
        if (others.isEmpty()) {
            return;
        }
        Object sample = others.get(random.nextInt(others.size()));
        Optional<Object> value;
        if (mayEmpty && now.isPresent() && random.nextInt(4) == 0) {
            value = Optional.empty();
        } else if (sample instanceof BigDecimal number) {
            value = Optional.of(number.add(BigDecimal.valueOf(random.nextInt(100), 1)));
        } else if (sample instanceof Money money) {
            value = Optional.of(money.plus(Money.ofCents(random.nextInt(1_000_000))));
        } else {
            value = Optional.of(
                    random.nextInt(3) > 0
                            ? sample
                            : random.nextBoolean() ? sample.toString().toLowerCase(java.util.Locale.ROOT) : "North");
        }
        replace(school, fact, value);
        cells.add(new Cell(
                Optional.of(school.id()),
                fact,
                value.map(known -> known instanceof Money money
                        ? money.toRational().toExactDecimal().orElseThrow()
                        : known)));
    }

    private void changeCount(School school, String heading) {
        for (Map.Entry<CountBasis, Enrollment> counts : school.enrollments().entrySet()) {
            Enrollment enrollment = counts.getValue();
            for (PupilGroup group : enrollment.groups()) {
                for (Map.Entry<GradeSpan, PupilCount> cell :
                        enrollment.cells(group).entrySet()) {
                    String of = group.equals(NeedCategory.ALL_PUPILS) ? "pupils" : "pupils, " + group.name();
                    of += cell.getKey().equals(GradeSpan.ALL_GRADES)
                            ? ""
                            : ", " + cell.getKey().name();
                    boolean first = counts.getKey()
                            .equals(school.enrollments().keySet().iterator().next());
                    boolean named = heading.equals(of + " (" + counts.getKey().name() + ")");
                    // Counts that are named and held by default stand in two cells.
                    if ((first && heading.equals(of)) || (named && !first)) {
                        BigDecimal now = cell.getValue().value();
                        BigDecimal value = random.nextBoolean()
                                ? now.add(BigDecimal.valueOf(random.nextInt(30)))
                                : now.multiply(BigDecimal.valueOf(random.nextInt(1000), 3))
                                        .setScale(now.scale(), RoundingMode.DOWN);
                        try {
                            Enrollment changed = enrollment.with(group, cell.getKey(), PupilCount.of(value));
                            schools.put(school.id(), school.withEnrollment(counts.getKey(), changed));
                            cells.add(new Cell(Optional.of(school.id()), heading, Optional.of(value)));
                        } catch (ProblemException more) {
                            // More in a group than there are pupils: a person may not type that either.
                        }
                        return;
                    }
                }
            }
        }
    }

    private void replace(School school, String fact, Optional<Object> value) {
        School.Builder copy = School.of(school.id(), school.name());
        school.enrollments().forEach(copy::enrolling);
        Map<String, Object> facts = new LinkedHashMap<>(school.facts());
        facts.remove(fact);
        value.ifPresent(known -> facts.put(fact, known));
        facts.forEach((name, known) -> {
            if (known instanceof Money money) {
                copy.money(name, money);
            } else if (known instanceof BigDecimal number) {
                copy.number(name, number);
            } else if (known instanceof Boolean yes) {
                copy.flag(name, yes);
            } else {
                copy.text(name, (String) known);
            }
        });
        school.missing().forEach((name, why) -> {
            if (!facts.containsKey(name)) {
                copy.missing(name, why);
            }
        });
        schools.put(school.id(), copy.build());
    }
}
