package org.perpupil.equity;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.money.Money;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.spending.Expenditure;
import org.perpupil.spending.SchoolSpending;
import org.perpupil.spending.Spending;
import org.perpupil.staff.Position;
import org.perpupil.staff.Staff;

/** Makes a study of a district's schools: amounts over pupils, shares of needs, facts. */
final class SchoolStudy {
    private final District district;
    private final FiscalYear year;

    /** What the amounts are: a budget, or spending. */
    private final String kind;

    private final String article;

    /** The amounts of each school, by column. */
    private final Map<SchoolId, Map<String, Money>> amounts = new TreeMap<>();

    private SchoolStudy(District district, FiscalYear year, String kind, String article) {
        this.district = district;
        this.year = year;
        this.kind = kind;
        this.article = article;
    }

    static Study of(Budgets budgets, District district) {
        SchoolStudy study = new SchoolStudy(district, budgets.year(), "budget", "a ");
        for (SchoolBudget budget : budgets.all()) {
            Map<String, Money> parts = new LinkedHashMap<>();
            parts.put(Study.DOLLARS, budget.total());
            parts.put(Study.RESTRICTED, budget.restricted());
            parts.put(Study.UNRESTRICTED, budget.unrestricted());
            study.amounts.put(budget.school(), parts);
        }
        return study.study();
    }

    static Study of(Spending spending, District district) {
        SchoolStudy study = new SchoolStudy(district, spending.year(), "spending", "");
        for (SchoolSpending school : spending.all()) {
            Map<String, Money> parts = new LinkedHashMap<>();
            parts.put(Study.DOLLARS, school.total());
            parts.put(Study.RESTRICTED, school.restricted());
            parts.put(Study.UNRESTRICTED, school.unrestricted());
            parts.put(Study.AT_SCHOOL, school.on(Expenditure.Level.SCHOOL));
            parts.put(Study.CENTRAL, school.on(Expenditure.Level.CENTRAL));
            study.amounts.put(school.school(), parts);
        }
        return study.study();
    }

    static Study of(Staff staff) {
        List<SchoolId> schools = List.copyOf(staff.schools());
        Study.Builder study = Study.of(schools.stream().map(SchoolId::value).toList());
        Map<String, Map<SchoolId, List<Position>>> byJob = new HashMap<>();
        for (Position position : staff.positions()) {
            position.school()
                    .ifPresent(school -> byJob.computeIfAbsent(position.job(), any -> new HashMap<>())
                            .computeIfAbsent(school, any -> new ArrayList<>())
                            .add(position));
        }
        for (String job : staff.jobs()) {
            Map<SchoolId, List<Position>> its = byJob.getOrDefault(job, Map.of());
            List<Staff> bySchool = schools.stream()
                    .map(school -> Staff.of(staff.year(), its.getOrDefault(school, List.of())))
                    .toList();
            study.number(
                    job + ", FTE",
                    bySchool.stream().mapToDouble(at -> at.fte().doubleValue()).toArray());
            addMeans(study, job + ", mean pay", bySchool, Staff::meanPay, Position::payMissing);
            addMeans(study, job + ", mean years", bySchool, Staff::meanYears, Position::yearsMissing);
        }
        return study.leftOut(central(staff.central())).build();
    }

    private static void addMeans(
            Study.Builder study,
            String column,
            List<Staff> bySchool,
            Function<Staff, Optional<Rational>> mean,
            Function<Position, Optional<Missing>> why) {
        List<Optional<Rational>> means = bySchool.stream().map(mean).toList();
        study.number(
                column,
                means.stream()
                        .mapToDouble(known -> known.map(exact -> exact.toDecimal(20, RoundingMode.HALF_EVEN)
                                        .doubleValue())
                                .orElse(Double.NaN))
                        .toArray());
        for (int row = 0; row < means.size(); row++) {
            if (means.get(row).isEmpty()) {
                study.missing(column, row, why(bySchool.get(row), why));
            }
        }
    }

    /** Returns why there is no mean: there is nobody, or else the reason that tells most of those of whom it is not known. */
    private static Missing why(Staff staff, Function<Position, Optional<Missing>> why) {
        return staff.fte().signum() == 0
                ? Missing.NOT_APPLICABLE
                : staff.positions().stream()
                        .flatMap(position -> why.apply(position).stream())
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
    }

    private static List<Problem> central(Staff central) {
        Map<String, BigDecimal> byJob = new TreeMap<>();
        central.positions().forEach(position -> byJob.merge(position.job(), position.fte(), BigDecimal::add));
        return byJob.entrySet().stream()
                .map(job -> new Problem(
                        "staff.central",
                        job.getKey(),
                        "%s full-time equivalents of the whole district"
                                .formatted(job.getValue().toPlainString()),
                        "positions at a school",
                        "Report them beside the study, or say at which schools they work."))
                .toList();
    }

    private Study study() {
        List<Problem> leftOut = new ArrayList<>();
        List<School> rows = rows(leftOut);
        for (SchoolId school : amounts.keySet()) {
            if (district.school(school).isEmpty()) {
                leftOut.add(new Problem(
                        "school.unknown",
                        school.value(),
                        "%s%s of a school that is not in %s".formatted(article, kind, district.name()),
                        "schools of the district",
                        "Add the school with its pupils, or leave the %s out.".formatted(kind)));
            }
        }
        if (rows.isEmpty()) {
            throw new ProblemException(
                    "there is nothing to study in %s in %s".formatted(district.name(), year),
                    leftOut.isEmpty()
                            ? List.of(new Problem(
                                    "school.none",
                                    district.name(),
                                    "no schools",
                                    "at least one school with pupils and %s%s".formatted(article, kind),
                                    "Give its schools."))
                            : leftOut);
        }
        Study.Builder study = Study.of(
                        rows.stream().map(school -> school.id().value()).toList())
                .leftOut(leftOut);
        addAmounts(study, rows);
        study.number(
                Study.PUPILS,
                rows.stream()
                        .mapToDouble(school -> pupils(school).doubleValue())
                        .toArray());
        study.text(Study.NAME, rows.stream().map(School::name).toList());
        study.text(Study.LEVEL, rows.stream().map(district::levelOf).toList());
        addShares(study, rows);
        addFacts(study, rows);
        return study.build();
    }

    /** Returns the schools that have pupils and amounts; tells of the others. */
    private List<School> rows(List<Problem> leftOut) {
        List<School> rows = new ArrayList<>();
        for (School school : district.schools()) {
            String place = school.id().value();
            if (!amounts.containsKey(school.id())) {
                leftOut.add(new Problem(
                        kind + ".none",
                        place,
                        "no %s in %s".formatted(kind, year),
                        "%s%s, which may be 0".formatted(article, kind),
                        "Give its %s.".formatted(kind)));
            } else if (pupils(school).signum() == 0) {
                leftOut.add(new Problem(
                        "pupils.none",
                        place,
                        "no pupils",
                        "more than 0 pupils",
                        "Give its pupils, or report its money beside the study."));
            } else {
                rows.add(school);
            }
        }
        return rows;
    }

    private void addAmounts(Study.Builder study, List<School> rows) {
        for (String column : parts(rows.get(0)).keySet()) {
            study.number(
                    column,
                    rows.stream()
                            .mapToDouble(school -> requireNonNull(parts(school).get(column))
                                    .dollars()
                                    .divide(pupils(school), MathContext.DECIMAL128)
                                    .doubleValue())
                            .toArray());
        }
    }

    private Map<String, Money> parts(School school) {
        return requireNonNull(amounts.get(school.id()));
    }

    private static void addShares(Study.Builder study, List<School> rows) {
        Set<PupilGroup> groups = new LinkedHashSet<>();
        rows.forEach(school -> {
            groups.addAll(school.enrollment().groups());
            groups.addAll(school.enrollment().missing().keySet());
        });
        for (PupilGroup group : groups) {
            String name = study.free(group.name(), " (share)");
            study.number(
                    name,
                    rows.stream().mapToDouble(school -> share(school, group)).toArray());
            addReasons(study, name, rows, school -> school.enrollment().missing(group));
        }
    }

    private static BigDecimal pupils(School school) {
        return school.enrollment().pupils().value();
    }

    private static double share(School school, PupilGroup group) {
        return school.enrollment()
                .count(group)
                .map(PupilCount::value)
                .map(count -> count.movePointRight(2)
                        .divide(pupils(school), MathContext.DECIMAL128)
                        .doubleValue())
                .orElse(Double.NaN);
    }

    private static void addFacts(Study.Builder study, List<School> rows) {
        Set<String> facts = new LinkedHashSet<>();
        rows.forEach(school -> {
            facts.addAll(school.facts().keySet());
            facts.addAll(school.missing().keySet());
        });
        for (String fact : facts) {
            List<Optional<Object>> values = rows.stream()
                    .map(school -> Optional.ofNullable(school.facts().get(fact)))
                    .toList();
            String name = study.free(fact, " (fact)");
            if (values.stream()
                    .flatMap(Optional::stream)
                    .allMatch(value -> value instanceof BigDecimal || value instanceof Money)) {
                study.number(
                        name,
                        values.stream()
                                .mapToDouble(
                                        value -> value.map(SchoolStudy::number).orElse(Double.NaN))
                                .toArray());
            } else {
                study.text(
                        name,
                        values.stream()
                                .map(value -> value.map(SchoolStudy::text).orElse(""))
                                .toList());
            }
            addReasons(study, name, rows, school -> school.missing(fact));
        }
    }

    private static void addReasons(
            Study.Builder study, String column, List<School> rows, Function<School, Optional<Missing>> why) {
        for (int row = 0; row < rows.size(); row++) {
            int at = row;
            why.apply(rows.get(row)).ifPresent(reason -> study.missing(column, at, reason));
        }
    }

    private static double number(Object fact) {
        return (fact instanceof Money amount ? amount.dollars() : (BigDecimal) fact).doubleValue();
    }

    private static String text(Object fact) {
        if (fact instanceof Boolean yes) {
            return yes ? "yes" : "no";
        }
        if (fact instanceof Money amount) {
            return amount.dollars().toPlainString();
        }
        return fact instanceof BigDecimal number ? number.toPlainString() : fact.toString();
    }
}
