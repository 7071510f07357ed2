package org.perpupil.io.excel;

import static java.util.Objects.requireNonNull;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.CentralShare;
import org.perpupil.formula.Disposition;
import org.perpupil.formula.Form;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.io.excel.SharedColumns.Column;
import org.perpupil.io.excel.Sheet.Look;
import org.perpupil.money.Money;
import org.perpupil.revenue.SourceId;

/** What hangs on all schools, computed over their rows; only a level that bounds bend is a value, which is checked. */
final class LiveDistrict implements OverAll {
    private static final int FIRST_ROW = 3;
    private static final int MOST_RANKED_PLACES = 9;
    private static final int MOST_PLACES_OF_A_SHARE = 4;
    private static final Rounding CENTS = Rounding.cents();

    private final ModelSheets sheets;
    private final Sheet sources;
    private final Sheet shared;
    private final String money;
    private final Map<List<Object>, Integer> fields = new HashMap<>();
    private final Map<String, String> levels = new LinkedHashMap<>();
    private final Map<SourceId, Integer> sourceRows = new LinkedHashMap<>();
    private int next = FIRST_ROW;

    LiveDistrict(ModelSheets sheets, Sheet sources, Sheet shared, String money) {
        this.sheets = sheets;
        this.sources = sources;
        this.shared = shared;
        this.money = money;
        int row = FIRST_ROW;
        for (SourceStatement statement : sheets.evaluation().allocation().sources()) {
            sourceRows.put(statement.source().id(), row++);
        }
        head(
                shared,
                "Lines that share a pot over the schools",
                "Line",
                "Pot",
                "Pot, in units",
                "To share, in units",
                "Points",
                "Level: for how much one point counts",
                "How the level came about",
                "Parts, in units",
                "Last units",
                "Check",
                "Check of the last units");
        shared.width(0, 40).width(6, 50);
    }

    private static void head(Sheet sheet, String title, String... headings) {
        sheet.text(0, 0, title).look(0, 0, Look.TITLE);
        for (int column = 0; column < headings.length; column++) {
            sheet.text(FIRST_ROW - 1, column, headings[column]).width(column, 20);
        }
        sheet.look(FIRST_ROW - 1, 0, FIRST_ROW - 1, headings.length - 1, Look.HEADING, "");
        sheet.worksheet().freezePane(1, FIRST_ROW);
    }

    @Override
    public Expression total(Term.Total term, Place at) {
        return Expression.whole("SUM(" + sheets.steps().range(values(term, term.of(), at, false)) + ")");
    }

    @Override
    public Expression rank(Term.Rank term, Place at) {
        int field = values(term, term.of(), at, true);
        String values = sheets.steps().range(field);
        String own = sheets.steps().cell(field, at.index());
        String before = "(%1$s>%2$s)+(%1$s=%2$s)*(%3$s<%4$s)".formatted(values, own, orderRange(), orderCell(at));
        Expression rank;
        if (term.within().isPresent()) {
            String fact = term.within().get();
            String group = at.text(fact);
            int groups = groups(fact, at);
            sheets.dependOn(sheets.steps().statusCell(groups));
            String same = "(%s=%s)"
                    .formatted(sheets.steps().range(groups), sheets.steps().cell(groups, at.index()));
            rank = Expression.whole("SUMPRODUCT((%s)*%s)+1".formatted(before, same))
                    .where("LEN(" + group + ")>0");
        } else {
            rank = Expression.whole("SUMPRODUCT(%s)+1".formatted(before));
        }
        return new Expression(rank.text(), Expression.Binding.SUM, rank.numbers(), rank.tests(), true)
                .where(own + ">-1E+299");
    }

    /** A number for each text, since a spreadsheet compares texts without regard to capitals; another text than there was has none. */
    private int groups(String fact, Place at) {
        List<Object> key = List.of("groups", fact);
        Integer known = fields.get(key);
        if (known != null) {
            return known;
        }
        int field = sheets.step(fact + ": group");
        fields.put(key, field);
        Map<String, Integer> numbers = new HashMap<>();
        for (int school = 0; school < sheets.schools().size(); school++) {
            Place place = at.at(school);
            String text = place.school().text(fact).orElse("");
            sheets.set(
                    field,
                    school,
                    "IF(%s,%s,\"%s\")"
                            .formatted(
                                    place.isSameText(fact),
                                    numbers.computeIfAbsent(text, any -> numbers.size() + 1),
                                    Words.SOLVE_AGAIN));
        }
        sheets.steps()
                .sheet()
                .formula(
                        sheets.steps().statusRow(field),
                        sheets.steps().statusColumn(field),
                        "IF(COUNTIF(%s,\"%s\")>0,\"%2$s\",\"\")"
                                .formatted(sheets.steps().range(field), Words.SOLVE_AGAIN))
                .look(sheets.steps().statusRow(field), sheets.steps().statusColumn(field), Look.WARNING);
        return field;
    }

    /** What a term is in every school, in a column; what has no value is below everything if it is ranked. */
    private int values(Term key, Term of, Place at, boolean ranked) {
        List<Object> place = List.of(at.line().name(), key);
        Integer known = fields.get(place);
        if (known != null) {
            return known;
        }
        int field = sheets.step(at.line().name() + (ranked ? ": ranked by" : ": added up"));
        fields.put(place, field);
        int rankedPlaces = ranked ? rankedPlaces(of, at) : 0;
        for (int school = 0; school < sheets.schools().size(); school++) {
            Expression value = at.at(school).formulas().of(of);
            sheets.set(
                    field,
                    school,
                    ranked
                            ? value.guarded("ROUND(%s,%s)".formatted(value.text(), rankedPlaces), "-1E+300")
                            : value.guarded(value.text(), Words.NO_VALUE));
        }
        return field;
    }

    /** To how many places values are rounded before they are ranked: fewer for larger numbers, so that equal ones are equal. */
    private int rankedPlaces(Term of, Place at) {
        List<Rational> values = new ArrayList<>();
        Rational magnitude = Rational.ZERO;
        for (int school = 0; school < sheets.schools().size(); school++) {
            Place place = at.at(school);
            place.exact(of).ifPresent(values::add);
            magnitude = magnitude.max(place.magnitude(of));
        }
        int places = RoundedFormula.places(magnitude, MOST_RANKED_PLACES);
        long apart = values.stream().distinct().count();
        boolean staysApart = values.stream()
                        .map(value -> value.toDecimal(places, RoundingMode.HALF_UP))
                        .distinct()
                        .count()
                == apart;
        return staysApart ? places : MOST_RANKED_PLACES;
    }

    private String orderRange() {
        return sheets.steps()
                .sheet()
                .range(
                        sheets.steps().first(),
                        2,
                        sheets.steps().first() + sheets.schools().size() - 1,
                        2);
    }

    private String orderCell(Place at) {
        return sheets.steps().sheet().cell(sheets.steps().first() + at.index(), 2);
    }

    @Override
    public Expression ofSource(Term.OfSource term, Place at) {
        Optional<Rational> value = at.exact(term);
        if (value.isEmpty()) {
            return Expression.number(Rational.ZERO).where("FALSE");
        }
        int row = requireNonNull(sourceRows.get(term.source()));
        String pool = sources.cell(row, 5);
        List<Line> drawing = sheets.drawing(term.source(), at.line());
        return switch (term.what()) {
            case AMOUNT -> Expression.cell(sources.cell(row, 2));
            case POOL -> Expression.cell(pool);
            case REMAINING -> {
                drawing.forEach(sheets::dependOn);
                String left = drawing.isEmpty() ? pool : "ROUND(%s-%s,2)".formatted(pool, sheets.drawn(drawing));
                Expression remaining = Expression.whole(left);
                yield new Expression(remaining.text(), remaining.binding(), Set.of(pool), List.of(), true);
            }
        };
    }

    @Override
    public Expression level(Term.Level term, Place at) {
        sheets.dependOn(sheets.line(term.line()));
        String cell = levels.get(term.line());
        return cell == null ? Expression.number(Rational.ZERO).where("FALSE") : Expression.fixedCell(cell);
    }

    @Override
    public void share(Line line, Form.Shared form) {
        SharedColumns columns = new SharedColumns(sheets, line, form);
        int row = next++;
        String potUnits = shared.cell(row, 2);
        String toShare = shared.cell(row, 3);
        String points = shared.cell(row, 4);
        String level = shared.cell(row, 5);
        String sign = "IF(%s<0,-1,1)".formatted(potUnits);
        levels.put(line.name(), level);
        columns.write(level, sign);
        Place any = new Place(sheets, line, 0);
        Term potTerm = form.columns().pot();
        Expression pot = any.formulas().of(potTerm);
        String unit = columns.unitText();
        shared.text(row, 0, line.name())
                .formula(row, 1, pot.guarded(pot.text(), Words.NOT_AVAILABLE))
                .formula(row, 2, columns.whole(RoundingMode.FLOOR, potTerm, Expression.cell(shared.cell(row, 1)), any))
                .formula(
                        row,
                        3,
                        form.columns().surplusStays()
                                ? "MIN(%s,SUM(%s))".formatted(potUnits, columns.range(Column.AT_MOST))
                                : potUnits)
                .formula(row, 4, "SUM(" + columns.range(Column.POINTS) + ")")
                .look(row, 0, Look.WRAPPED)
                .look(row, 1, Look.PLAIN, money);
        boolean live = isLive(columns, form);
        if (live) {
            String each = "%s*%s/%s".formatted(toShare, unit, points);
            String whole = form instanceof Form.Prorate
                    ? "IF(%s>=SUM(%s),1,%s)".formatted(potUnits, columns.range(Column.AT_MOST), each)
                    : each;
            shared.formula(row, 5, "IF(%s=0,0,%s)".formatted(points, whole));
        } else {
            shared.number(row, 5, columns.pot().level());
        }
        String exact = columns.range(Column.EXACT);
        if (columns.isCutRightly()) {
            writeParts(columns, sign, row);
        } else {
            writeAllocatedParts(columns, row);
        }
        shared.text(
                        row,
                        6,
                        live
                                ? "computed here: what there is to share over all points"
                                : "a value of the allocation: bounds bend it, and it is found by solving")
                .look(row, 6, Look.WRAPPED)
                .formula(row, 7, "SUM(" + exact + ")")
                .formula(
                        row,
                        9,
                        "IF(ABS(%s-%s*%s)<=%s+1E-13*ABS(%s),\"\",\"%s\")"
                                .formatted(
                                        shared.cell(row, 7),
                                        sign,
                                        toShare,
                                        RoundedFormula.plain(columns.tolerance()),
                                        toShare,
                                        Words.SOLVE_AGAIN))
                .look(row, 9, Look.WARNING);
        sheets.dependOn(shared.cell(row, 9));
    }

    /** A level without bounds is a quotient; with bounds that pin nobody, or everybody who claims, it still is. */
    private static boolean isLive(SharedColumns columns, Form.Shared form) {
        if (form instanceof Form.Split split && !split.isBounded()) {
            return true;
        }
        if (!(form instanceof Form.Split) && !(form instanceof Form.Prorate) && !(form instanceof Form.TakeBack)) {
            return false;
        }
        Rational points = columns.points();
        Rational shared = columns.pot().shared().toRational();
        Rational level = columns.pot().level();
        // Claims with parts of a unit are served in full at less than 1.
        boolean full = form instanceof Form.Prorate && shared.compareTo(columns.most()) >= 0;
        return points.isZero()
                || (full
                        ? level.equals(Rational.ONE_WHOLE)
                        : shared.dividedBy(points).equals(level));
    }

    /** Whole units first, and then the last ones to the largest remainders, ties in order of id. */
    private void writeParts(SharedColumns columns, String sign, int row) {
        int remainders = sheets.step(columns.line().name() + ": remainder");
        int places = sheets.step(columns.line().name() + ": place by remainder");
        String all = sheets.steps().range(remainders);
        String last = shared.cell(row, 8);
        for (int school = 0; school < sheets.schools().size(); school++) {
            Place at = new Place(sheets, columns.line(), school);
            String exact = columns.cell(Column.EXACT, school);
            String own = sheets.steps().cell(remainders, school);
            String place = "SUMPRODUCT((%1$s>%2$s)+(%1$s=%2$s)*(%3$s<%4$s))+1";
            sheets.set(
                    remainders,
                    school,
                    "IF(ISTEXT(%1$s),-1,ROUND(%1$s-INT(%1$s),%2$s))".formatted(exact, columns.places(school)));
            sheets.set(places, school, place.formatted(all, own, orderRange(), orderCell(at)));
            columns.writeAmount(
                    at, sign, "IF(%s<=%s,1,0)".formatted(sheets.steps().cell(places, school), last));
        }
        shared.formula(
                row,
                8,
                "ROUND(%s*%s-SUM(%s)+SUMIF(%s,\">0\"),0)"
                        .formatted(sign, shared.cell(row, 3), columns.range(Column.EXACT), all));
    }

    /** Parts of more digits than a spreadsheet keeps are values of the allocation, as long as what they hang on is. */
    private void writeAllocatedParts(SharedColumns columns, int row) {
        int changed = sheets.step(columns.line().name() + ": changed since");
        for (int school = 0; school < sheets.schools().size(); school++) {
            Place at = new Place(sheets, columns.line(), school);
            String same = columns.writeAmountAsAllocated(at);
            sheets.set(changed, school, "IF(%s,\"\",\"%s\")".formatted(same, Words.SOLVE_AGAIN));
        }
        shared.text(row, 8, "as allocated")
                .formula(
                        row,
                        10,
                        "IF(COUNTIF(%s,\"%s\")>0,\"%2$s\",\"\")"
                                .formatted(sheets.steps().range(changed), Words.SOLVE_AGAIN))
                .look(row, 10, Look.WARNING);
        sheets.dependOn(shared.cell(row, 10));
    }

    /** Writes where every cent of each source goes; its amount may be changed. */
    void writeSources() {
        head(
                sources,
                "Where every cent of each source goes",
                "Source",
                "Decision",
                "Amount",
                "Held back centrally",
                "Set aside for reserves",
                "Pool for the schools",
                "To schools",
                "Left over",
                "Check");
        sources.width(0, 36);
        for (SourceStatement statement : sheets.evaluation().allocation().sources()) {
            write(statement);
        }
    }

    private void write(SourceStatement statement) {
        FundedSource source = statement.decision();
        SourceId id = source.source().id();
        int row = requireNonNull(sourceRows.get(id));
        String amount = sources.cell(row, 2);
        List<Line> drawing = sheets.lines().lines().stream()
                .filter(line -> ModelSheets.isDrawing(line, id))
                .toList();
        sources.text(row, 0, source.source().name())
                .text(row, 1, decision(source))
                .formula(row, 6, sheets.drawn(drawing))
                .look(row, 0, Look.WRAPPED)
                .look(row, 2, row, 7, Look.PLAIN, money);
        if (statement.amount().isEmpty()) {
            sources.text(row, 2, "no amount");
            return;
        }
        Optional<FundedSource.SetAside> aside = source.setAside();
        if (aside.isPresent()) {
            String from = sources.cell(requireNonNull(sourceRows.get(aside.get().from())), 2);
            Optional<Money> whole =
                    sheets.evaluation().allocation().source(aside.get().from()).amount();
            sources.formula(row, 2, given(from, share(aside.get().share(), from, whole.orElseThrow())));
        } else {
            sources.number(row, 2, statement.amount().get().toRational()).look(row, 2, Look.INPUT, money);
        }
        List<String> reserves = sheets.evaluation().resolved().model().sources().stream()
                .filter(other ->
                        other.setAside().filter(from -> from.from().equals(id)).isPresent())
                .map(other -> sources.cell(
                        requireNonNull(sourceRows.get(other.source().id())), 2))
                .toList();
        boolean locked = source.disposition() == Disposition.LOCKED;
        sources.formula(
                        row,
                        3,
                        given(
                                amount,
                                locked
                                        ? "ROUND(%s-%s,2)".formatted(amount, sources.cell(row, 6))
                                        : share(
                                                source.central(),
                                                amount,
                                                statement.amount().get())))
                .formula(row, 4, reserves.isEmpty() ? "0" : "ROUND(" + Place.sum(reserves) + ",2)")
                .formula(
                        row,
                        5,
                        given(
                                amount,
                                locked
                                        ? amount
                                        : "ROUND(%s-%s-%s,2)"
                                                .formatted(amount, sources.cell(row, 3), sources.cell(row, 4))))
                .formula(row, 7, locked ? "0" : "ROUND(%s-%s,2)".formatted(sources.cell(row, 5), sources.cell(row, 6)))
                .formula(
                        row,
                        8,
                        "IF(OR(%s<0,%s<0),\"overdrawn\",\"\")".formatted(sources.cell(row, 7), sources.cell(row, 3)))
                .look(row, 8, Look.WARNING);
    }

    /** An amount that is emptied is not 0. */
    private static String given(String amount, String formula) {
        return "IF(ISNUMBER(%s),%s,%s)".formatted(amount, formula, Words.NOT_AVAILABLE);
    }

    /** A share is computed to the cent; as long as the amount is what it was, also where no spreadsheet can tell half a cent. */
    private static String share(CentralShare share, String cell, Money amount) {
        if (!(share instanceof CentralShare.Rate rate)) {
            return share.of(amount).toString();
        }
        Rational exact = amount.toRational().times(rate.share());
        int more =
                Math.min(MOST_PLACES_OF_A_SHARE, RoundedFormula.morePlaces(exact.dividedBy(Rational.of(CENTS.unit()))));
        String live = RoundedFormula.of(
                "%s*%s".formatted(cell, Expression.number(rate.share()).text()), CENTS, more);
        return exact.compareTo(Rational.of(WithinDigits.MOST_UNITS).times(Rational.of(CENTS.unit()))) < 0
                        && RoundedFormula.isFaithful(CENTS, exact, more)
                ? live
                : "IF(%s=%s,%s,%s)".formatted(cell, amount, share.of(amount), live);
    }

    private static String decision(FundedSource source) {
        String disposition = switch (source.disposition()) {
            case LOCKED -> "locked: stays central unless schools are named";
            case SCHOOL_GRANT -> "awarded to named schools";
            case UNLOCKED -> "distributed by the formula";
        };
        return source.setAside()
                .map(aside -> "a reserve, set aside from " + aside.from())
                .orElse(disposition);
    }

    /** The cells that can say that something is overdrawn. */
    List<String> sourceChecks() {
        return sourceRows.values().stream().map(row -> sources.cell(row, 8)).toList();
    }
}
