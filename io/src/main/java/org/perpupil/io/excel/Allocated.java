package org.perpupil.io.excel;

import static java.util.Objects.requireNonNull;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SharedPot;
import org.perpupil.formula.allocation.Working;
import org.perpupil.formula.funding.Evaluation;
import org.perpupil.io.report.Methodology;

/** The exact allocation that workbooks are compared with while they are written; what all of them need is found once. */
final class Allocated {
    private static final Rational TEN = Rational.of(10);

    private final Evaluation evaluation;
    private final Methodology methodology;
    private final Map<String, String> sentences = new HashMap<>();
    private final Map<String, Map<SchoolId, LineResult>> results = new LinkedHashMap<>();
    private final Map<String, Line> lines = new HashMap<>();
    private final Map<String, SharedPot> pots = new HashMap<>();
    private final Map<List<Object>, Optional<Rational>> totals = new HashMap<>();
    private final Map<String, Cut> cuts = new HashMap<>();
    private final Map<SchoolId, Map<String, Rational>> magnitudes = new HashMap<>();

    Allocated(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.methodology = Methodology.of(
                        evaluation.resolved().model(), evaluation.resolved().year())
                .currency(evaluation.resolved().district().currencySign());
        evaluation
                .allocation()
                .schools()
                .forEach(school -> school.lines()
                        .forEach(result -> results.computeIfAbsent(result.line().name(), any -> new LinkedHashMap<>())
                                .put(school.id(), result)));
        evaluation.resolved().model().lines().lines().forEach(line -> lines.put(line.name(), line));
        evaluation.allocation().sharedPots().forEach(pot -> pots.put(pot.line(), pot));
    }

    Evaluation evaluation() {
        return evaluation;
    }

    /** The formula in words. */
    Methodology methodology() {
        return methodology;
    }

    /** What a line is, in words. */
    String sentences(String line) {
        return sentences.computeIfAbsent(line, methodology::line);
    }

    Allocation allocation() {
        return evaluation.allocation();
    }

    Line line(String name) {
        return requireNonNull(lines.get(name), name);
    }

    LineResult result(Line line, SchoolId school) {
        return requireNonNull(requireNonNull(results.get(line.name())).get(school));
    }

    SharedPot pot(Line line) {
        return requireNonNull(pots.get(line.name()), line::name);
    }

    Optional<Rational> exact(Line line, SchoolId school, Term term) {
        // A total is the same for every school, and takes all of them to find.
        return term instanceof Term.Total
                ? totals.computeIfAbsent(
                        List.of(line.name(), term),
                        any -> evaluation.working(line, school, term).value())
                : evaluation.working(line, school, term).value();
    }

    /** How large the numbers are that a school's term is computed from in a workbook. */
    Rational magnitude(Line line, SchoolId school, Term term) {
        return magnitude(school, evaluation.working(line, school, term));
    }

    Rational magnitude(SchoolId school, Working working) {
        return magnitude(working, magnitudes.computeIfAbsent(school, any -> {
            // Line by line, so that none looks for those before it again.
            Map<String, Rational> ofLines = new HashMap<>();
            results.forEach((line, schools) -> Optional.ofNullable(schools.get(school))
                    .filter(result -> result.rounding().isEmpty())
                    .flatMap(LineResult::working)
                    .ifPresent(unrounded -> ofLines.put(line, magnitude(unrounded, ofLines))));
            return ofLines;
        }));
    }

    private static Rational magnitude(Working working, Map<String, Rational> ofLines) {
        return new Magnitude(line -> ofLines.getOrDefault(line, Rational.ZERO)).of(working);
    }

    /** The schools that a shared line applies to. */
    private List<SchoolId> sharing(Line line) {
        return requireNonNull(results.get(line.name())).entrySet().stream()
                .filter(result -> result.getValue().value().isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The sum of the points of the schools that a shared line applies to, exactly. */
    Rational points(Line line, Form.Columns columns) {
        return sharing(line).stream()
                .map(school -> exact(line, school, columns.by()).orElseThrow())
                .reduce(Rational.ZERO, Rational::plus);
    }

    /** The sum of the caps of the schools that a shared line applies to, each in whole units. */
    Rational most(Line line, Form.Columns columns, Rational unit) {
        return sharing(line).stream()
                .map(school -> atMost(
                        exact(line, school, columns.atMost().orElseThrow()).orElseThrow(), unit, Optional.empty()))
                .reduce(Rational.ZERO, Rational::plus)
                .times(unit);
    }

    /**
     * How a workbook cuts the parts of a shared line into whole units.
     *
     * @param places to how many places it rounds each school's part in units first, where it applies
     * @param isRight whether that gives everybody what the allocation gives; with parts of very many digits it need not
     */
    record Cut(Map<SchoolId, Integer> places, boolean isRight) {
        int of(SchoolId school) {
            return places.getOrDefault(school, RoundedFormula.morePlaces(Rational.ZERO));
        }
    }

    Cut cut(Line line, Form.Columns columns, Rounding rounding) {
        return cuts.computeIfAbsent(line.name(), any -> {
            Map<SchoolId, Integer> places = new LinkedHashMap<>();
            Map<SchoolId, Rational> settled = new LinkedHashMap<>();
            for (SchoolId school : sharing(line)) {
                Part part = part(line, school, columns, Rational.of(rounding.unit()));
                // One place fewer than of a single number: a part is a product, a difference and a quotient, each
                // rounded to 15 digits by some.
                int kept = RoundedFormula.morePlaces(part.magnitude().times(TEN));
                places.put(school, kept);
                settled.put(school, Rational.of(part.units().toDecimal(kept, RoundingMode.HALF_UP)));
            }
            return new Cut(places, isRight(line, settled, Rational.of(rounding.unit())));
        });
    }

    /**
     * A school's part in units, mirrored if the pot is negative.
     *
     * @param magnitude how large the numbers are that it is computed from, in units
     */
    private record Part(Rational units, Rational magnitude) {}

    private Part part(Line line, SchoolId school, Form.Columns columns, Rational unit) {
        Rational taken = pot(line)
                .level()
                .times(exact(line, school, columns.by()).orElseThrow())
                .dividedBy(unit);
        Rational own = exact(line, school, columns.own()).orElseThrow().dividedBy(unit);
        Optional<Rational> least =
                columns.atLeast().flatMap(term -> exact(line, school, term)).map(bound -> atLeast(bound, unit));
        Optional<Rational> most =
                columns.atMost().flatMap(term -> exact(line, school, term)).map(bound -> atMost(bound, unit, least));
        Rational free = taken.minus(own);
        Rational capped = most.map(free::min).orElse(free);
        Rational units = least.map(capped::max).orElse(capped);
        Rational sign = Rational.of(pot(line).pot().isNegative() ? -1 : 1);
        Rational level = pot(line).level();
        Rational magnitude = magnitude(line, school, columns.by())
                .times(level.max(level.negated()))
                .max(magnitude(line, school, columns.own()))
                .dividedBy(unit);
        return new Part(units.times(sign), magnitude);
    }

    /** How large the numbers are that a school's part of a shared line is computed from in a workbook, its own among them. */
    Rational partMagnitude(Line line, SchoolId school, Form.Columns columns) {
        Part part = part(line, school, columns, Rational.ONE_WHOLE);
        return part.magnitude().max(part.units()).max(part.units().negated());
    }

    /** A school's exact part in units, mirrored if the pot is negative. */
    Rational units(Line line, SchoolId school, Form.Columns columns, Rounding rounding) {
        return part(line, school, columns, Rational.of(rounding.unit())).units();
    }

    /** Tells whether parts that are rounded so hand out the units as exact ones do. */
    private boolean isRight(Line line, Map<SchoolId, Rational> settled, Rational unit) {
        List<SchoolId> ranked = new ArrayList<>(settled.keySet());
        ranked.sort(Comparator.comparing((SchoolId school) -> remainder(settled, school))
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
        Rational sign = Rational.of(pot(line).pot().isNegative() ? -1 : 1);
        Rational left = pot(line).shared().toRational().dividedBy(unit).times(sign);
        for (Rational part : settled.values()) {
            left = left.minus(Rational.of(part.floor()));
        }
        for (SchoolId school : ranked) {
            boolean last = left.signum() > 0;
            left = last ? left.minus(Rational.ONE_WHOLE) : left;
            Rational units = requireNonNull(settled.get(school)).minus(remainder(settled, school));
            Rational given = last ? units.plus(Rational.ONE_WHOLE) : units;
            if (!given.times(sign)
                    .times(unit)
                    .equals(result(line, school).value().orElseThrow())) {
                return false;
            }
        }
        return left.isZero();
    }

    private static Rational remainder(Map<SchoolId, Rational> settled, SchoolId school) {
        Rational part = requireNonNull(settled.get(school));
        return part.minus(Rational.of(part.floor()));
    }

    /** A floor in whole units. */
    static Rational atLeast(Rational bound, Rational unit) {
        return Rational.of(bound.dividedBy(unit).toWhole(RoundingMode.CEILING));
    }

    /** A cap in whole units; a floor beats it. */
    static Rational atMost(Rational bound, Rational unit, Optional<Rational> least) {
        Rational most = Rational.of(bound.dividedBy(unit).floor());
        return least.map(most::max).orElse(most);
    }
}
