package org.perpupil.equity;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.HashBasedTable;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableTable;
import com.google.common.collect.LinkedHashMultiset;
import com.google.common.collect.Maps;
import com.google.common.collect.Multiset;
import com.google.common.collect.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.spending.Spending;
import org.perpupil.staff.Staff;

/**
 * Schools (or districts), one a row, with what is known of each as named columns of numbers or texts.
 *
 * <pre>{@code
 * Study study = Study.of(budgets, district);              // dollars per pupil, shares of need, pupils, level
 * Study study = Study.of(ids)                             // or columns of any origin
 *         .number("spending", spending)
 *         .number("poverty", poverty)
 *         .text("level", levels)
 *         .build();
 * }</pre>
 *
 * <p>From there a study is cut and prepared step by step, and keeps the list of who was left out on the way:
 *
 * <pre>{@code
 * Study panel = study.leavingOut("type", "virtual", "a virtual school")
 *         .inEveryYear(Study.UNIT, Study.YEAR)
 *         .withRecoded("kind", Study.LEVEL, Map.of("Art", "High"))
 *         .with("teachers per pupil", "teachers", Study.PUPILS, (teachers, pupils) -> teachers / pupils);
 * }</pre>
 *
 * <p>What is missing is missing, and never 0: a number that is not known is {@code NaN} in a column that is given, a text that is not
 * known is empty; {@linkplain #missing why} it is, such as withheld for privacy, is kept through every step. A computation leaves out the rows that lack what it needs, and says which.
 */
public final class Study {
    /** The column of pupils of a study that is made of budgets. */
    public static final String PUPILS = "pupils";

    /** The column of dollars per pupil from all sources. */
    public static final String DOLLARS = "dollars per pupil";

    /** The column of dollars per pupil from restricted sources. */
    public static final String RESTRICTED = "restricted dollars per pupil";

    /** The column of dollars per pupil from unrestricted sources. */
    public static final String UNRESTRICTED = "unrestricted dollars per pupil";

    /** The column of dollars per pupil that were spent at the school. */
    public static final String AT_SCHOOL = "dollars per pupil at the school";

    /** The column of the school's share of what was spent centrally, in dollars per pupil. */
    public static final String CENTRAL = "central dollars per pupil";

    /** The column of units in a study of several years; see {@link #asOf}. */
    public static final String UNIT = "unit";

    /** The column of years in a study of several years; see {@link #asOf}. */
    public static final String YEAR = "year";

    /** The column of levels, as {@link District#levelOf} names them. */
    public static final String LEVEL = "level";

    /** The column of names of schools in a study that is made of budgets. */
    public static final String NAME = "name";

    /** What two studies of the same units both may have. */
    private static final ImmutableSet<String> SHARED = ImmutableSet.of(UNIT, YEAR, LEVEL, NAME);

    /** So many texts of a column are shown to someone who asked for another. */
    private static final int MOST_SHOWN = 20;

    private final ImmutableList<String> units;
    private final ImmutableMap<String, double[]> numbers;
    private final ImmutableMap<String, ImmutableList<String>> texts;

    /** Why a value is missing, by column and row, where it is known; else it was not given. */
    private final ImmutableTable<String, Integer, Missing> reasons;

    private final ImmutableList<Problem> leftOut;

    private Study(
            ImmutableList<String> units,
            Map<String, double[]> numbers,
            Map<String, ImmutableList<String>> texts,
            Table<String, Integer, Missing> reasons,
            Collection<Problem> leftOut) {
        this.units = units;
        this.numbers = ImmutableMap.copyOf(numbers);
        this.texts = ImmutableMap.copyOf(texts);
        this.reasons = ImmutableTable.copyOf(reasons);
        this.leftOut = ImmutableList.copyOf(leftOut);
    }

    /** Starts a study of units that are named. */
    public static Builder of(Collection<String> units) {
        return new Builder(ImmutableList.copyOf(units));
    }

    /** Starts a study of so many units, named by their row, from 1. */
    public static Builder ofRows(int rows) {
        return of(IntStream.rangeClosed(1, rows).mapToObj(Integer::toString).toList());
    }

    /**
     * Takes what each school of a district has to spend, in order of school id: {@link #DOLLARS}, {@link #RESTRICTED}, {@link
     * #UNRESTRICTED}, {@link #PUPILS}, {@link #NAME}, {@link #LEVEL}; for every group of pupils that is counted, its share of all
     * pupils in per cent, named by the group; and every fact of the schools, by its name.
     *
     * <p>A fact that is a number or an amount, in dollars, in every school that has it is a column of numbers. Any other is a column of
     * texts: a yes-or-no is "yes" or "no", and in a fact of which schools give several kinds, a number is its digits. No fact is lost to
     * a column of the same name: a share that would have the name of a column before it has " (share)" added to its own, and a fact "
     * (fact)", as often as it takes to differ.
     *
     * <p>Pupils are those of the basis that holds in the school if none is named. A school without pupils, or without a budget (which
     * is not a budget of 0), is left out and listed. Quotients of exact dollars and pupils are taken to 34 digits, then to the nearest
     * double.
     *
     * @throws ProblemException if no school has both pupils and a budget, or with every number that is too large for a double
     */
    public static Study of(Budgets budgets, District district) {
        return SchoolStudy.of(budgets, district);
    }

    /**
     * Takes what was spent on the pupils of each school of a district, in order of school id: {@link #DOLLARS}, {@link #RESTRICTED},
     * {@link #UNRESTRICTED}, {@link #AT_SCHOOL}, {@link #CENTRAL}; and all else as {@link #of(Budgets, District)} does. A school of which
     * spending is not known, which is not a spending of 0, is left out and listed.
     *
     * @throws ProblemException if no school has both pupils and spending, or with every number that is too large for a double
     */
    public static Study of(Spending spending, District district) {
        return SchoolStudy.of(spending, district);
    }

    /**
     * Returns a study of the schools that have staff, in order of id: for each job the columns {@code "<job>, FTE"}, {@code "<job>, mean pay"} in
     * dollars for one full-time equivalent, and {@code "<job>, mean years"} of service. Where a school has nobody in a job there are 0 full-time
     * equivalents, and means are {@linkplain Missing#NOT_APPLICABLE not applicable}; where the pay or years of one are not known, there is no mean
     * of them, and the study says {@linkplain #missing why}: suppressed before not applicable before not given. Positions of the whole district
     * are in no row, and are listed by job among those {@linkplain #leftOut left out}.
     *
     * <pre>{@code
     * Study schools = Study.of(spending, district).withColumnsOf(Study.of(staff));
     * SalaryAveraging.of("teacher, mean pay", "teacher, FTE").compare(schools, DOLLARS, PUPILS);
     * }</pre>
     */
    public static Study of(Staff staff) {
        return SchoolStudy.of(staff);
    }

    /** Returns how many units there are. */
    public int size() {
        return units.size();
    }

    /** Returns the units, in the order of the rows. */
    public List<String> units() {
        return units;
    }

    /** Returns the names of the columns of numbers, in the order given. */
    public Set<String> numbers() {
        return numbers.keySet();
    }

    /** Returns the names of the columns of texts, in the order given. */
    public Set<String> texts() {
        return texts.keySet();
    }

    /** Returns what was left out when the study was made, and then by {@link #leavingOut}, {@link #inEveryYear} and {@link #withColumnsOf}, and why. */
    public List<Problem> leftOut() {
        return leftOut;
    }

    /**
     * Returns a number of a row; empty if it is missing.
     *
     * @param row from 0
     * @throws IllegalArgumentException if there is no such column of numbers
     */
    public OptionalDouble number(int row, String column) {
        double value = column(column)[row];
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /**
     * Returns a column of numbers; what is missing is {@code NaN}.
     *
     * @throws IllegalArgumentException if there is no such column of numbers
     */
    public double[] numbers(String column) {
        return column(column).clone();
    }

    /**
     * Returns a column of numbers, to be read where it is.
     *
     * @throws IllegalArgumentException if there is no such column of numbers
     */
    public Column values(String column) {
        return new Column(column(column));
    }

    /** A column of numbers that can be read and not changed; what is missing is {@code NaN}. */
    public static final class Column {
        private final double[] values;

        private Column(double[] values) {
            this.values = values;
        }

        public int size() {
            return values.length;
        }

        /** Returns the number of a row, counted from 0. */
        public double get(int row) {
            return values[row];
        }

        /** Copies so many numbers, from a row on, to the start of a block. */
        public void copy(int from, int many, double[] block) {
            System.arraycopy(values, from, block, 0, many);
        }
    }

    private double[] column(String name) {
        double[] column = numbers.get(requireNonNull(name, "name"));
        if (column == null) {
            throw new IllegalArgumentException(
                    "the study has no column of numbers \"%s\"; it has %s".formatted(name, shown(numbers.keySet())));
        }
        return column;
    }

    private static String shown(Set<String> names) {
        return names.isEmpty()
                ? "none"
                : names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    }

    /**
     * Returns a text of a row; empty if it is missing.
     *
     * @param row from 0
     * @throws IllegalArgumentException if there is no such column of texts
     */
    public Optional<String> text(int row, String column) {
        return Optional.of(texts(column).get(row)).filter(text -> !text.isEmpty());
    }

    /**
     * Returns a column of texts; what is missing is empty.
     *
     * @throws IllegalArgumentException if there is no such column of texts
     */
    public List<String> texts(String column) {
        ImmutableList<String> found = texts.get(requireNonNull(column, "column"));
        if (found == null) {
            throw new IllegalArgumentException(
                    "the study has no column of texts \"%s\"; it has %s".formatted(column, shown(texts.keySet())));
        }
        return found;
    }

    /**
     * Returns why a value is missing: {@link Missing#NOT_GIVEN} unless {@link Builder#missing} said otherwise; empty if it is there.
     *
     * @param row from 0
     * @throws IllegalArgumentException if there is no such column
     */
    public Optional<Missing> missing(int row, String column) {
        boolean isThere = texts.containsKey(column)
                ? text(row, column).isPresent()
                : number(row, column).isPresent();
        return isThere
                ? Optional.empty()
                : Optional.of(Objects.requireNonNullElse(reasons.get(column, row), Missing.NOT_GIVEN));
    }

    /**
     * Returns the study with a column that is computed from another; missing stays missing for the same reason, and is never shown to
     * the function.
     *
     * @param computed a function without side effects that gives a finite number for every number that is known
     * @throws IllegalArgumentException if there is no such column
     * @throws IllegalStateException if there is one with the new name
     * @throws ProblemException with every unit for which the function gives NaN or an infinite number, such as the logarithm of 0
     */
    public Study with(String name, String from, DoubleUnaryOperator computed) {
        double[] column = column(from);
        return computed(name, List.of(from), row -> computed.applyAsDouble(column[row]));
    }

    /**
     * Returns the study with a column that is computed from two others; missing where one of them is, for the reason of the first that
     * is, and never shown to the function.
     *
     * @param computed a function without side effects that gives a finite number for all numbers that are known
     * @throws IllegalArgumentException if there is no such column
     * @throws IllegalStateException if there is one with the new name
     * @throws ProblemException with every unit for which the function gives NaN or an infinite number, such as a quotient by 0
     */
    public Study with(String name, String one, String other, DoubleBinaryOperator computed) {
        double[] left = column(one);
        double[] right = column(other);
        return computed(name, List.of(one, other), row -> computed.applyAsDouble(left[row], right[row]));
    }

    /**
     * Returns the study with a column that is the sum of others; missing where one of them is, for the reason of the first that is.
     *
     * @param columns one or more, each once; the order in which they are named changes no bit
     * @throws IllegalArgumentException if there is no such column, none is named, or one twice
     * @throws IllegalStateException if there is one with the new name
     * @throws ProblemException with every unit of which the sum is too large for a double
     */
    public Study withSum(String name, String... columns) {
        List<String> added = List.of(columns);
        if (added.isEmpty() || Set.copyOf(added).size() < added.size()) {
            throw new IllegalArgumentException(
                    "\"%s\" is a sum of one or more columns, each once, not of %s".formatted(name, added));
        }
        List<double[]> terms = added.stream().map(this::column).toList();
        // In order of size and with compensation, so that the order of the columns changes no bit.
        return computed(
                name,
                added,
                row -> terms.stream()
                        .mapToDouble(column -> column[row])
                        .sorted()
                        .sum());
    }

    private Study computed(String name, List<String> from, IntToDoubleFunction computed) {
        Builder copy = copy();
        copy.check(name, size());
        double[] values = new double[size()];
        Map<Integer, Missing> reasons = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            int row = i;
            Optional<Missing> why = from.stream()
                    .flatMap(column -> missing(row, column).stream())
                    .findFirst();
            if (why.isPresent()) {
                values[row] = Double.NaN;
                reasons.put(row, why.get());
                continue;
            }
            values[row] = computed.applyAsDouble(row);
            if (!Double.isFinite(values[row])) {
                problems.add(new Problem(
                        "value.computed",
                        units.get(row),
                        "%s, computed from %s"
                                .formatted(
                                        values[row],
                                        from.stream()
                                                .map(column -> column + " " + column(column)[row])
                                                .collect(Collectors.joining(", "))),
                        "a finite number where nothing is missing",
                        "Leave the row out before, with leavingOut(…), or correct what it is computed from."));
            }
        }
        ProblemException.throwIfAny("\"%s\" cannot be computed".formatted(name), problems);
        copy.number(name, values);
        reasons.forEach((row, why) -> copy.missing(name, row, why));
        return copy.build();
    }

    /**
     * Returns the study with a column of texts in which some texts of another are replaced, so that levels are merged:
     *
     * <pre>{@code
     * study.withRecoded("kind", "level", Map.of("Art", "High"))     // the one school of arts counts as a high school
     * }</pre>
     *
     * @param recoded the new text for each text that is replaced, empty to make it missing; all others stay, and so does what is missing,
     *     for the same reason
     * @throws IllegalArgumentException if there is no such column of texts
     * @throws IllegalStateException if there is a column with the new name
     * @throws ProblemException with every text to be replaced that no row has, and those that rows have
     */
    public Study withRecoded(String name, String from, Map<String, String> recoded) {
        List<String> values = texts(from);
        recoded.forEach((text, other) -> requireNonNull(other, () -> "the new text for \"%s\"".formatted(text)));
        checkTexts("\"%s\" cannot be recoded".formatted(from), from, new TreeSet<>(recoded.keySet()));
        Builder copy = copy().text(
                        name,
                        values.stream()
                                .map(text -> recoded.getOrDefault(text, text))
                                .toList());
        reasons.row(from).forEach((row, why) -> copy.missing(name, row, why));
        return copy.build();
    }

    /** Refuses texts that no row has; one that is empty asks for rows that lack a text. */
    private void checkTexts(String refusal, String column, Collection<String> wanted) {
        Set<String> known = new LinkedHashSet<>(texts(column));
        ProblemException.throwIfAny(
                refusal,
                wanted.stream()
                        .filter(text -> !known.contains(text))
                        .map(text -> new Problem(
                                "text.unknown",
                                "texts of \"%s\"".formatted(column),
                                text.isEmpty() ? "no row without a text" : "\"%s\" in no row".formatted(text),
                                some(known),
                                "Name a text that a row has."))
                        .toList());
    }

    private static String some(Set<String> known) {
        String first = known.stream()
                .filter(text -> !text.isEmpty())
                .limit(MOST_SHOWN)
                .map(text -> "\"" + text + "\"")
                .collect(Collectors.joining(", "));
        long all = known.stream().filter(text -> !text.isEmpty()).count();
        return all == 0
                ? "nothing, for no row has a text"
                : all <= MOST_SHOWN ? first : "%s and %s more".formatted(first, all - MOST_SHOWN);
    }

    /**
     * Returns the study as one of a year, to stand beside those of others: with the columns {@link #UNIT} and {@link #YEAR}, and the year
     * in the name of each unit, of those that were left out as well.
     *
     * @throws IllegalStateException if it has one of these columns
     */
    public Study asOf(String year) {
        Study named = copy().text(UNIT, units)
                .text(YEAR, Collections.nCopies(size(), requireNonNull(year, "year")))
                .build();
        return new Study(
                units.stream().map(unit -> unit + ", " + year).collect(ImmutableList.toImmutableList()),
                named.numbers,
                named.texts,
                reasons,
                leftOut.stream()
                        .map(problem -> new Problem(
                                problem.code(),
                                problem.place() + ", " + year,
                                problem.found(),
                                problem.allowed(),
                                problem.remedy()))
                        .toList());
    }

    /**
     * Returns the rows of this study and then those of another; in a column that only one of them has, the rows of the other are missing.
     *
     * <pre>{@code
     * Study both = before.asOf("2015").and(after.asOf("2016"));
     * }</pre>
     *
     * @throws IllegalStateException if a column holds numbers in one and texts in the other
     */
    public Study and(Study other) {
        Builder both = of(ImmutableList.<String>builder()
                        .addAll(units)
                        .addAll(other.units)
                        .build())
                .leftOut(leftOut)
                .leftOut(other.leftOut);
        Set<String> names = new LinkedHashSet<>(numbers.keySet());
        names.addAll(other.numbers.keySet());
        for (String name : names) {
            both.number(
                    name,
                    Stream.of(this, other)
                            .flatMapToDouble(study -> Arrays.stream(
                                    study.numbers.containsKey(name) ? study.column(name) : missing(study.size())))
                            .toArray());
        }
        names = new LinkedHashSet<>(texts.keySet());
        names.addAll(other.texts.keySet());
        for (String name : names) {
            both.text(
                    name,
                    Stream.of(this, other)
                            .flatMap(study -> study.texts.containsKey(name)
                                    ? study.texts(name).stream()
                                    : Collections.nCopies(study.size(), "").stream())
                            .toList());
        }
        both.reasons.putAll(reasons);
        other.reasons
                .rowMap()
                .forEach((column, whyByRow) ->
                        whyByRow.forEach((row, why) -> both.reasons.put(column, size() + row, why)));
        return both.build();
    }

    /**
     * Returns these rows with the columns of another study behind their own, unit by unit: outcomes or staff beside spending. Where the other
     * has no such unit its columns are missing. Its units that are not here are listed among those {@linkplain #leftOut left out}, and so are those
     * that it has more than once, of which nothing is taken: nobody can tell which row is meant. A unit that is here more than once has the same
     * values in each of its rows.
     *
     * <pre>{@code
     * Study both = Study.of(spending, district).withColumnsOf(outcomes);
     * }</pre>
     *
     * @throws IllegalStateException if both have a column of the same name; {@link #UNIT}, {@link #YEAR}, {@link #NAME} and {@link #LEVEL} of the other are passed
     *     over where this study has them, be they numbers or texts
     */
    public Study withColumnsOf(Study other) {
        Map<String, Integer> places = new LinkedHashMap<>();
        Multiset<String> rows = LinkedHashMultiset.create(other.units);
        for (int row = 0; row < other.size(); row++) {
            if (rows.count(other.units.get(row)) == 1) {
                places.put(other.units.get(row), row);
            }
        }
        int[] from =
                units.stream().mapToInt(unit -> places.getOrDefault(unit, -1)).toArray();
        Builder both = copy().leftOut(other.leftOut);
        Set<String> taken = Stream.concat(other.numbers.keySet().stream(), other.texts.keySet().stream())
                .filter(name -> !SHARED.contains(name) || !both.has(name))
                .collect(ImmutableSet.toImmutableSet());
        other.numbers.keySet().stream().filter(taken::contains).forEach(name -> {
            double[] all = other.column(name);
            both.number(
                    name,
                    Arrays.stream(from)
                            .mapToDouble(row -> row < 0 ? Double.NaN : all[row])
                            .toArray());
        });
        other.texts.keySet().stream().filter(taken::contains).forEach(name -> {
            List<String> all = other.texts(name);
            both.text(
                    name,
                    Arrays.stream(from)
                            .mapToObj(row -> row < 0 ? "" : all.get(row))
                            .toList());
        });
        for (int row = 0; row < from.length; row++) {
            if (from[row] >= 0) {
                int at = row;
                Maps.filterKeys(other.reasons.column(from[row]), taken::contains)
                        .forEach((column, why) -> both.reasons.put(column, at, why));
            }
        }
        both.leftOut(rows.elementSet().stream()
                .filter(unit -> rows.count(unit) > 1)
                .map(unit -> new Problem(
                        "study.unit-twice",
                        unit,
                        "values in %s rows of the study whose columns are taken".formatted(rows.count(unit)),
                        "one row for a unit",
                        "Leave all its rows but one out of that study, or add them up."))
                .toList());
        Set<String> own = Set.copyOf(units);
        both.leftOut(places.keySet().stream()
                .filter(unit -> !own.contains(unit))
                .map(unit -> new Problem(
                        "study.unit-unknown",
                        unit,
                        "values of a unit that is not in the study they are put beside",
                        "units of that study",
                        "Add the unit to the study, or leave its values out."))
                .toList());
        return both.build();
    }

    private static double[] missing(int rows) {
        double[] missing = new double[rows];
        Arrays.fill(missing, Double.NaN);
        return missing;
    }

    /** Returns a builder that has everything of this study, for more columns. */
    public Builder copy() {
        Builder copy = new Builder(units);
        copy.numbers.putAll(numbers);
        copy.texts.putAll(texts);
        copy.reasons.putAll(reasons);
        copy.leftOut.addAll(leftOut);
        return copy;
    }

    /**
     * Returns the rows of which something is true; the others are not told. To tell them, say {@link #leavingOut(IntPredicate, String)}.
     *
     * @param row is asked with the number of each row, from 0
     */
    public Study where(IntPredicate row) {
        return kept(row, leftOut);
    }

    private Study kept(IntPredicate row, Collection<Problem> told) {
        int[] kept = IntStream.range(0, size()).filter(row).toArray();
        Map<String, double[]> keptNumbers = new LinkedHashMap<>();
        numbers.forEach((name, column) -> keptNumbers.put(
                name, Arrays.stream(kept).mapToDouble(i -> column[i]).toArray()));
        Map<String, ImmutableList<String>> keptTexts = new LinkedHashMap<>();
        texts.forEach((name, column) -> keptTexts.put(
                name, Arrays.stream(kept).mapToObj(column::get).collect(ImmutableList.toImmutableList())));
        Table<String, Integer, Missing> keptReasons = HashBasedTable.create();
        if (!reasons.isEmpty()) {
            for (int i = 0; i < kept.length; i++) {
                int at = i;
                reasons.column(kept[i]).forEach((column, why) -> keptReasons.put(column, at, why));
            }
        }
        return new Study(
                Arrays.stream(kept).mapToObj(units::get).collect(ImmutableList.toImmutableList()),
                keptNumbers,
                keptTexts,
                keptReasons,
                told);
    }

    /**
     * Returns the rows with a text in a column; with an empty text, the rows that lack one. The others are not told.
     *
     * @throws IllegalArgumentException if there is no such column of texts
     * @throws ProblemException if no row has the text; it names the texts that rows have
     */
    public Study where(String column, String text) {
        List<String> values = texts(column);
        checkTexts("rows cannot be chosen", column, List.of(text));
        return where(row -> values.get(row).equals(text));
    }

    /**
     * Returns the study without the rows of which something is true; each is listed with the reason among {@link #leftOut()}, and so in
     * every result of the study.
     *
     * @param row is asked with the number of each row, from 0; it may be true of none
     * @param reason what the units are, for people, such as "a virtual school"
     * @throws IllegalArgumentException if the reason is blank
     */
    public Study leavingOut(IntPredicate row, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("rows are left out for a reason, which is not blank");
        }
        boolean[] left = new boolean[size()];
        List<Problem> told = new ArrayList<>(leftOut);
        for (int i = 0; i < left.length; i++) {
            left[i] = row.test(i);
            if (left[i]) {
                told.add(new Problem(
                        "row.left-out",
                        units.get(i),
                        reason,
                        "units that the study is of",
                        "Report it beside the study."));
            }
        }
        return kept(i -> !left[i], told);
    }

    /**
     * Returns the study without the rows with a text in a column, or with an empty text those that lack one; each is listed with the
     * reason.
     *
     * @throws IllegalArgumentException if there is no such column of texts, or the reason is blank
     * @throws ProblemException if no row has the text; it names the texts that rows have
     */
    public Study leavingOut(String column, String text, String reason) {
        List<String> values = texts(column);
        checkTexts("rows cannot be left out", column, List.of(text));
        return leavingOut(row -> values.get(row).equals(text), reason);
    }

    /**
     * Returns the study without the rows in which a number is so; each is listed with the reason.
     *
     * <pre>{@code
     * study.leavingOut("pupils", pupils -> pupils == 0, "no pupils").with("log pupils", "pupils", Math::log)
     * }</pre>
     *
     * @param number is asked about every number of the column that is known; a row without one stays
     * @throws IllegalArgumentException if there is no such column of numbers, or the reason is blank
     */
    public Study leavingOut(String column, DoublePredicate number, String reason) {
        double[] values = column(column);
        return leavingOut(row -> !Double.isNaN(values[row]) && number.test(values[row]), reason);
    }

    /**
     * Returns the rows of units that have a row in every year of the study, a balanced panel; the others, and rows without unit or year,
     * are listed among {@link #leftOut()}.
     *
     * <p>A row counts whatever it lacks: leave out before what cannot be used, with {@link #leavingOut(IntPredicate, String)}.
     *
     * @param unitColumn a column of texts that names a unit alike in every year, such as {@link #UNIT}
     * @param yearColumn a column of texts, such as {@link #YEAR}
     * @throws IllegalArgumentException if there is no such column of texts
     * @throws ProblemException with every row that is the second of its unit in a year
     */
    public Study inEveryYear(String unitColumn, String yearColumn) {
        List<String> names = texts(unitColumn);
        List<String> years = texts(yearColumn);
        Set<String> all = new TreeSet<>();
        Map<String, Set<String>> yearsOf = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        boolean[] isNamed = new boolean[size()];
        for (int row = 0; row < isNamed.length; row++) {
            isNamed[row] = !names.get(row).isEmpty() && !years.get(row).isEmpty();
            if (isNamed[row]) {
                all.add(years.get(row));
                if (!yearsOf.computeIfAbsent(names.get(row), any -> new TreeSet<>())
                        .add(years.get(row))) {
                    problems.add(new Problem(
                            "unit.twice",
                            units.get(row),
                            "a second row of %s in %s".formatted(names.get(row), years.get(row)),
                            "one row for each unit and year",
                            "Leave one of the rows out, or add them up."));
                }
            }
        }
        ProblemException.throwIfAny("units in every year cannot be found", problems);
        List<Problem> told = new ArrayList<>(leftOut);
        boolean[] isKept = new boolean[size()];
        for (int row = 0; row < isKept.length; row++) {
            Set<String> own = yearsOf.getOrDefault(names.get(row), Set.of());
            isKept[row] = isNamed[row] && own.equals(all);
            if (!isNamed[row]) {
                told.add(new Problem(
                        "value.missing",
                        units.get(row),
                        "no "
                                + (names.get(row).isEmpty()
                                        ? years.get(row).isEmpty() ? unitColumn + ", " + yearColumn : unitColumn
                                        : yearColumn),
                        "a value in every column that is used",
                        "Find what is missing, or leave the column out."));
            } else if (!isKept[row]) {
                told.add(new Problem(
                        "unit.years",
                        units.get(row),
                        "rows of %s only".formatted(String.join(", ", own)),
                        "rows of %s".formatted(String.join(", ", all)),
                        "Find the other years, or report it beside the study."));
            }
        }
        return kept(row -> isKept[row], told);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Study other
                && units.equals(other.units)
                && numbers.keySet().asList().equals(other.numbers.keySet().asList())
                && numbers.entrySet().stream()
                        .allMatch(column -> Arrays.equals(column.getValue(), other.numbers.get(column.getKey())))
                && texts.equals(other.texts)
                && reasons.equals(other.reasons)
                && leftOut.equals(other.leftOut);
    }

    @Override
    public int hashCode() {
        return Objects.hash(units, numbers.keySet(), texts);
    }

    @Override
    public String toString() {
        return "%s units, columns %s"
                .formatted(
                        size(),
                        shown(new LinkedHashSet<>(ImmutableList.<String>builder()
                                .addAll(numbers.keySet())
                                .addAll(texts.keySet())
                                .build())));
    }

    /** Collects columns. */
    public static final class Builder {
        private final ImmutableList<String> units;
        private final Map<String, double[]> numbers = new LinkedHashMap<>();
        private final Map<String, ImmutableList<String>> texts = new LinkedHashMap<>();
        private final Table<String, Integer, Missing> reasons = HashBasedTable.create();
        private final List<Problem> leftOut = new ArrayList<>();

        private Builder(ImmutableList<String> units) {
            this.units = units;
        }

        private boolean has(String name) {
            return numbers.containsKey(name) || texts.containsKey(name);
        }

        /** Returns a name that no column has: with something added, as often as it takes. */
        String free(String name, String added) {
            String free = name;
            while (has(free)) {
                free += added;
            }
            return free;
        }

        private void check(String name, int length) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a column has a name");
            }
            if (has(name)) {
                throw new IllegalStateException("the study already has a column \"%s\"".formatted(name));
            }
            if (length != units.size()) {
                throw new IllegalArgumentException(
                        "column \"%s\" has %s values for %s units".formatted(name, length, units.size()));
            }
        }

        /**
         * A column of numbers, one for each unit; {@code NaN} where it is missing.
         *
         * @throws IllegalArgumentException if the name is blank, or there are more or fewer values than units
         * @throws IllegalStateException if there is a column with the name
         * @throws ProblemException with every unit of which the number is infinite
         */
        public Builder number(String name, double... values) {
            check(name, values.length);
            List<Problem> problems = new ArrayList<>();
            for (int row = 0; row < values.length; row++) {
                if (Double.isInfinite(values[row])) {
                    problems.add(new Problem(
                            "value.infinite",
                            units.get(row),
                            "%s %s".formatted(name, values[row]),
                            "a finite number, or NaN for missing",
                            "Correct the number."));
                }
            }
            ProblemException.throwIfAny("\"%s\" cannot be a column".formatted(name), problems);
            numbers.put(name, values.clone());
            return this;
        }

        /**
         * A column of texts, one for each unit; empty where it is missing.
         *
         * @throws IllegalArgumentException if the name is blank, or there are more or fewer values than units
         * @throws IllegalStateException if there is a column with the name
         */
        public Builder text(String name, Collection<String> values) {
            check(name, values.size());
            texts.put(name, ImmutableList.copyOf(values));
            return this;
        }

        /**
         * Says why a value is missing, where it was not simply not given; whoever needs it says so too.
         *
         * @param column one that was added before
         * @param row from 0
         * @throws IllegalArgumentException if there is no such column
         * @throws IllegalStateException if the value is there
         */
        public Builder missing(String column, int row, Missing why) {
            requireNonNull(why, "why");
            double[] values = numbers.get(column);
            ImmutableList<String> words = texts.get(column);
            if (values == null && words == null) {
                throw new IllegalArgumentException("the study has no column \"%s\"; add it before".formatted(column));
            }
            boolean isThere = values == null ? !requireNonNull(words).get(row).isEmpty() : !Double.isNaN(values[row]);
            if (isThere) {
                throw new IllegalStateException(
                        "%s has a value in column \"%s\", which cannot be %s".formatted(units.get(row), column, why));
            }
            if (why == Missing.NOT_GIVEN) {
                reasons.remove(column, row);
            } else {
                reasons.put(column, row, why);
            }
            return this;
        }

        /** Tells what was left out before the columns were given, and why; measures list it with what they leave out. */
        public Builder leftOut(Collection<Problem> problems) {
            leftOut.addAll(problems);
            return this;
        }

        public Study build() {
            return new Study(units, numbers, texts, reasons, leftOut);
        }
    }
}
