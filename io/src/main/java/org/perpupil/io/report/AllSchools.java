package org.perpupil.io.report;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.district.SchoolId;
import org.perpupil.equity.Study;
import org.perpupil.equity.progressivity.Scatter;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Form;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Comparison.Change;
import org.perpupil.formula.allocation.GuardOutcome;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.io.chart.SchoolsDrawing;
import org.perpupil.io.chart.Unit;
import org.perpupil.money.Money;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

/** What the pages of all schools of an allocation have in common, computed once. */
final class AllSchools {
    private static final int WIDE = 720;
    private static final int NARROW = 340;
    /** Fewer schools are no picture. */
    private static final int FEWEST_POINTS = 3;

    private final Allocation allocation;
    private final Optional<AllocationPage.Before> before;
    private final ImmutableList<String> notes;
    private final Words words;
    private final Template template;
    private final ImmutableMap<SchoolId, String> labels;
    private final ImmutableSet<PupilGroup> needs;
    private final ImmutableMap<String, Part> parts;
    private final Group district;
    private final ImmutableMap<String, Group> levels;
    private final ImmutableMap<SchoolId, Change> changes;
    private final ImmutableMap<SchoolId, List<GuardOutcome>> guards;
    private final Optional<Pictures> pictures;

    AllSchools(Allocation allocation, Optional<AllocationPage.Before> before, List<String> notes, String index) {
        this.allocation = allocation;
        this.before = before;
        this.notes = ImmutableList.copyOf(notes);
        this.words = new Words(allocation.district().currencySign());
        this.template = Template.named("school-page").among(index, "");
        this.labels = labels(allocation.schools());
        Set<PupilGroup> counted = new LinkedHashSet<>();
        allocation
                .schools()
                .forEach(school -> counted.addAll(school.school().enrollment().groups()));
        counted.remove(NeedCategory.ALL_PUPILS);
        this.needs = ImmutableSet.copyOf(counted);
        Map<String, Part> byLine = new LinkedHashMap<>();
        Map<String, List<SchoolAllocation>> byLevel = new LinkedHashMap<>();
        for (SchoolAllocation school : allocation.schools()) {
            school.lines().forEach(line -> byLine.putIfAbsent(line.line().name(), Part.NOT_COUNTED));
            school.lines().stream()
                    .filter(line -> !Part.of(line).equals(Part.NOT_COUNTED))
                    .forEach(line -> byLine.put(line.line().name(), Part.of(line)));
            byLevel.computeIfAbsent(allocation.district().levelOf(school.school()), any -> new ArrayList<>())
                    .add(school);
        }
        this.parts = ImmutableMap.copyOf(byLine);
        Set<Part> distinct = ImmutableSet.copyOf(byLine.values());
        this.district = Group.of("the district", allocation.schools(), needs, distinct);
        ImmutableMap.Builder<String, Group> groups = ImmutableMap.builder();
        byLevel.forEach((level, schools) -> groups.put(level, Group.of(level + " schools", schools, needs, distinct)));
        this.levels = groups.buildOrThrow();
        ImmutableMap.Builder<SchoolId, Change> compared = ImmutableMap.builder();
        before.ifPresent(with -> allocation
                .comparedWith(with.budgets())
                .changes()
                .forEach(change -> compared.put(change.school().id(), change)));
        this.changes = compared.buildOrThrow();
        this.guards =
                ImmutableMap.copyOf(allocation.guards().stream().collect(Collectors.groupingBy(GuardOutcome::school)));
        this.pictures = pictures();
    }

    /**
     * Whom money follows.
     *
     * @param name as in {@code for pupils in poverty}
     * @param groups whose counts it is; empty where it is not counted by pupils
     */
    record Part(String name, ImmutableSet<PupilGroup> groups) {
        static final Part ALL = new Part("all its pupils", ImmutableSet.of(NeedCategory.ALL_PUPILS));
        static final Part NOT_COUNTED = new Part("not counted by pupils", ImmutableSet.of());

        /** What guarantees add, which for some schools is more than any need. */
        static final Part GUARANTEES = new Part("guarantees", ImmutableSet.of());

        static final Part LIMITS = new Part("limits", ImmutableSet.of());

        static Part of(LineResult line) {
            if (line.line().form() instanceof Form.RaiseTo) {
                return GUARANTEES;
            }
            if (line.line().form() instanceof Form.LowerTo) {
                return LIMITS;
            }
            Set<PupilGroup> followed = LineSentence.followed(line);
            if (followed.isEmpty()) {
                return NOT_COUNTED;
            }
            ImmutableSet<PupilGroup> needs = followed.stream()
                    .filter(group -> !group.equals(NeedCategory.ALL_PUPILS))
                    .collect(ImmutableSet.toImmutableSet());
            return needs.isEmpty()
                    ? ALL
                    : new Part(
                            Defined.joined(needs.stream().map(PupilWords::plain).toList(), "and"), needs);
        }

        boolean isNeed() {
            return !groups.isEmpty() && !equals(ALL);
        }

        /** The one need that the part is counted by; empty if there are several, or none. */
        Optional<PupilGroup> need() {
            return isNeed() && groups.size() == 1
                    ? Optional.of(groups.iterator().next())
                    : Optional.empty();
        }
    }

    /** Pupils of a need among the pupils of the schools that count it. */
    record Counted(Rational counted, Rational pupils) {
        Optional<Rational> share() {
            return Words.share(counted, pupils);
        }
    }

    /**
     * What pupils of a need bring in those schools that get money for them.
     *
     * @param least what each of them brings in the school where it is least, in dollars
     * @param most the same where it is most
     */
    record Brought(Rational dollars, Rational counted, Rational least, Rational most) {
        static Brought in(Money dollars, PupilCount counted) {
            Rational each = Words.dollarsPerPupil(dollars, counted).orElseThrow();
            return new Brought(dollars.toRational(), Rational.of(counted.value()), each, each);
        }

        Brought and(Brought other) {
            return new Brought(
                    dollars.plus(other.dollars),
                    counted.plus(other.counted),
                    least.compareTo(other.least) <= 0 ? least : other.least,
                    most.max(other.most));
        }

        Rational each() {
            return dollars.dividedBy(counted);
        }

        /** Whether a reader sees one amount in all of these schools; shares of a sum are rounded to cents. */
        boolean isOne() {
            return most.minus(least).compareTo(Rational.ONE_WHOLE) < 0;
        }
    }

    /**
     * Schools beside which a school is seen.
     *
     * @param name as in {@code the mean of high schools}
     * @param parts everyone first, then needs, then what is not counted by pupils
     * @param brought by the part that follows a need; empty where no school gets anything for it
     * @param unpaid how many schools have pupils of a need and get nothing for them, by the part that follows it
     * @param each dollars for each pupil by school, of those that have pupils
     */
    record Group(
            String name,
            int schools,
            Money total,
            Rational pupils,
            ImmutableMap<Part, Money> parts,
            ImmutableMap<PupilGroup, Counted> needs,
            ImmutableMap<Part, Brought> brought,
            ImmutableMap<Part, Integer> unpaid,
            ImmutableMap<SchoolId, Rational> each) {

        static Group of(String name, List<SchoolAllocation> schools, Set<PupilGroup> needs, Collection<Part> all) {
            Map<Part, Brought> brought = new LinkedHashMap<>();
            Map<Part, Integer> unpaid = new LinkedHashMap<>();
            Map<Part, Money> parts = new LinkedHashMap<>();
            Map<PupilGroup, Counted> counts = new LinkedHashMap<>();
            ImmutableMap.Builder<SchoolId, Rational> each = ImmutableMap.builder();
            Rational pupils = Rational.ZERO;
            for (SchoolAllocation school : schools) {
                Rational enrolled = Rational.of(pupilsOf(school).value());
                pupils = pupils.plus(enrolled);
                Map<Part, Money> own = partsOf(school);
                own.forEach((part, money) -> parts.merge(part, money, Money::plus));
                for (Part part : all) {
                    Money paid = own.getOrDefault(part, Money.ZERO);
                    part.need()
                            .flatMap(need -> school.school().enrollment().count(need))
                            .filter(count -> count.value().signum() > 0)
                            .ifPresent(count -> {
                                if (paid.isZero()) {
                                    unpaid.merge(part, 1, Integer::sum);
                                } else {
                                    brought.merge(part, Brought.in(paid, count), Brought::and);
                                }
                            });
                }
                Words.dollarsPerPupil(school.total(), pupilsOf(school))
                        .ifPresent(dollars -> each.put(school.id(), dollars));
                for (PupilGroup need : needs) {
                    school.school()
                            .enrollment()
                            .count(need)
                            .ifPresent(count -> counts.merge(
                                    need,
                                    new Counted(Rational.of(count.value()), enrolled),
                                    (one, other) -> new Counted(
                                            one.counted().plus(other.counted()),
                                            one.pupils().plus(other.pupils()))));
                }
            }
            return new Group(
                    name,
                    schools.size(),
                    Money.total(schools.stream().map(SchoolAllocation::total).toList()),
                    pupils,
                    inOrder(parts),
                    ImmutableMap.copyOf(counts),
                    ImmutableMap.copyOf(brought),
                    ImmutableMap.copyOf(unpaid),
                    each.buildOrThrow());
        }

        /** The same with what no need is counted by behind all needs, of which schools name some late. */
        private static ImmutableMap<Part, Money> inOrder(Map<Part, Money> parts) {
            return Stream.of(true, false)
                    .flatMap(counted -> parts.entrySet().stream()
                            .filter(part -> part.getKey().groups().isEmpty() != counted))
                    .collect(ImmutableMap.toImmutableMap(Map.Entry::getKey, Map.Entry::getValue));
        }

        /** Dollars for each pupil; empty without pupils. */
        Optional<Rational> mean() {
            return Words.share(total.toRational(), pupils);
        }

        Money of(Part part) {
            return parts.getOrDefault(part, Money.ZERO);
        }

        Optional<Rational> mean(Part part) {
            return Words.share(of(part).toRational(), pupils);
        }

        Optional<Rational> share(PupilGroup need) {
            return Optional.ofNullable(needs.get(need)).flatMap(Counted::share);
        }

        /** Dollars of a part for each pupil with its need. */
        Optional<Rational> forEachOf(Part part) {
            return part.need()
                    .flatMap(need -> Optional.ofNullable(needs.get(need)))
                    .flatMap(counted -> Words.share(of(part).toRational(), counted.counted()));
        }

        /** How many schools get more for each pupil than this, and one. */
        int place(Rational dollars) {
            return 1
                    + (int) each.values().stream()
                            .filter(other -> other.compareTo(dollars) > 0)
                            .count();
        }

        /** How many schools get just this for each pupil. */
        int like(Rational dollars) {
            return (int) each.values().stream().filter(dollars::equals).count();
        }

        /** How many schools get less for each pupil than this, and one. */
        int placeFromBelow(Rational dollars) {
            return 1
                    + (int) each.values().stream()
                            .filter(other -> other.compareTo(dollars) < 0)
                            .count();
        }
    }

    /** Whom a school's money follows, in the order of its lines: everyone first, what is not counted and guarantees last. */
    static ImmutableMap<Part, Money> partsOf(SchoolAllocation school) {
        Map<Part, Money> parts = new LinkedHashMap<>();
        parts.put(Part.ALL, Money.ZERO);
        Map<Part, Money> last = new LinkedHashMap<>();
        last.put(Part.NOT_COUNTED, Money.ZERO);
        for (LineResult line : school.lines()) {
            Part part = Part.of(line);
            (part.groups().isEmpty() ? last : parts).merge(part, line.paid(), Money::plus);
        }
        parts.putAll(last);
        return ImmutableMap.copyOf(parts);
    }

    static PupilCount pupilsOf(SchoolAllocation school) {
        return school.school().enrollment().pupils();
    }

    /** Empty also without pupils. */
    static Optional<Rational> share(SchoolAllocation school, PupilGroup need) {
        return school.school()
                .enrollment()
                .count(need)
                .flatMap(count -> Words.share(
                        Rational.of(count.value()), Rational.of(pupilsOf(school).value())));
    }

    Allocation allocation() {
        return allocation;
    }

    Optional<AllocationPage.Before> before() {
        return before;
    }

    ImmutableList<String> notes() {
        return notes;
    }

    Words words() {
        return words;
    }

    /** Every need that a school counts, in the order in which schools first name it. */
    ImmutableSet<PupilGroup> needs() {
        return needs;
    }

    /** Whom the money of a line follows where it is computed, in the school or in another. */
    Part part(LineResult line) {
        return parts.getOrDefault(line.line().name(), Part.NOT_COUNTED);
    }

    Group district() {
        return district;
    }

    /** The schools of a school's level; empty if they are all schools, or it is the only one. */
    Optional<Group> level(SchoolAllocation school) {
        return Optional.of(allocation.district())
                .filter(with -> !with.levels().isEmpty())
                .flatMap(with -> Optional.ofNullable(levels.get(with.levelOf(school.school()))))
                .filter(group -> group.schools() > 1 && group.schools() < district.schools());
    }

    /** All levels, of which there is one where the district names none. */
    List<Group> levels() {
        return levels.values().asList();
    }

    Optional<Change> change(SchoolAllocation school) {
        return Optional.ofNullable(changes.get(school.id()));
    }

    List<GuardOutcome> guards(SchoolAllocation school) {
        return guards.getOrDefault(school.id(), List.of());
    }

    Optional<Pictures> picture() {
        return pictures;
    }

    /** The whole page of one of the schools. */
    String html(SchoolAllocation school) {
        return template.fill(SchoolPageContent.of(this, school));
    }

    /**
     * All schools by a need, drawn for a screen and for a phone.
     *
     * @param need of which the share is across
     */
    record Pictures(PupilGroup need, SchoolsDrawing wide, SchoolsDrawing narrow) {}

    /** By poverty, or by the first need that is counted. */
    private Optional<Pictures> pictures() {
        Optional<PupilGroup> by = needs.stream()
                .filter(NeedCategory.POVERTY::equals)
                .findFirst()
                .or(() -> needs.stream().findFirst());
        List<SchoolAllocation> schools = by.stream()
                .flatMap(need -> allocation.schools().stream()
                        .filter(school -> share(school, need).isPresent()))
                .toList();
        if (schools.size() < FEWEST_POINTS
                || schools.stream()
                                .map(school -> share(school, by.orElseThrow()))
                                .distinct()
                                .count()
                        == 1) {
            return Optional.empty();
        }
        String across = "share of " + PupilWords.plain(by.orElseThrow());
        Study study = Study.of(schools.stream().map(this::label).toList())
                .number(
                        across,
                        drawn(schools, school -> share(school, by.orElseThrow()).map(Rational.of(100)::times)))
                .number(
                        Study.DOLLARS,
                        drawn(schools, school -> Words.dollarsPerPupil(school.total(), pupilsOf(school))))
                .text(Study.LEVEL, schools.stream().map(this::levelName).toList())
                .build();
        ImmutableMap.Builder<String, Scatter> groups = ImmutableMap.builder();
        schools.stream()
                .map(this::levelName)
                .distinct()
                .sorted()
                .forEach(level ->
                        groups.put(level, Scatter.of(study.where(Study.LEVEL, level), across, Study.DOLLARS)));
        Map<String, Scatter> byLevel = groups.buildOrThrow();
        return Optional.of(new Pictures(by.orElseThrow(), drawing(byLevel, WIDE), drawing(byLevel, NARROW)));
    }

    private SchoolsDrawing drawing(Map<String, Scatter> byLevel, int width) {
        return SchoolsDrawing.of(
                "Every school of the district, and this one",
                byLevel,
                Unit.PERCENT,
                Unit.ofMoney(words.currencySign()),
                width);
    }

    /** The level as a picture names it; all schools are one group where the district has no levels. */
    String levelName(SchoolAllocation school) {
        return allocation.district().levels().isEmpty()
                ? "schools"
                : Defined.name(allocation.district().levelOf(school.school()));
    }

    private static double[] drawn(
            List<SchoolAllocation> schools, Function<SchoolAllocation, Optional<Rational>> number) {
        return schools.stream()
                .mapToDouble(school -> number.apply(school)
                        .orElseThrow()
                        .toDecimal(4, RoundingMode.HALF_UP)
                        .doubleValue())
                .toArray();
    }

    /** The name, with the id where another school is shown with the same name; no two schools have one label. */
    String label(SchoolAllocation of) {
        return requireNonNull(labels.get(of.id()));
    }

    private static ImmutableMap<SchoolId, String> labels(List<SchoolAllocation> schools) {
        Map<String, Long> names = schools.stream()
                .collect(Collectors.groupingBy(
                        school -> Defined.name(school.school().name()), Collectors.counting()));
        // A name with an id added may be the name of another school, which keeps it.
        Set<String> taken = new HashSet<>(names.keySet());
        ImmutableMap.Builder<SchoolId, String> labels = ImmutableMap.builder();
        for (SchoolAllocation school : schools) {
            String label = Defined.name(school.school().name());
            if (names.getOrDefault(label, 0L) > 1) {
                do {
                    label += " (" + Defined.name(school.id().value()) + ")";
                } while (!taken.add(label));
            }
            labels.put(school.id(), label);
        }
        return labels.buildOrThrow();
    }
}
