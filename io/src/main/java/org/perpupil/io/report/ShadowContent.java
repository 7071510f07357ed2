package org.perpupil.io.report;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.Selection;
import org.perpupil.formula.Term;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.ShadowNotice;
import org.perpupil.io.report.AllocationContent.Figure;
import org.perpupil.money.Money;

/** What formulas that pay nothing would have given, as text. */
final class ShadowContent {
    /** So many of the largest differences are shown; every school's facts have its own. */
    private static final int LARGEST = 3;

    private final ImmutableMap<String, List<ShadowNotice>> notices;
    private final Words words;

    private ShadowContent(Map<String, List<ShadowNotice>> notices, Words words) {
        this.notices = ImmutableMap.copyOf(notices);
        this.words = words;
    }

    /** A formula that is shown, and what it would change. */
    public record Shadow(String formula, List<Total> totals, List<Largest> largest) {}

    /** Schools that would change in one way. */
    public record Total(String way, String count, String paid, String shadow, String difference, String direction) {}

    /** The largest differences in one direction. */
    public record Largest(String title, List<Changed> changed) {}

    /** A school that would change. */
    public record Changed(
            String link, String school, String paid, String shadow, String difference, String direction) {}

    static ShadowContent of(Allocation allocation, Words words) {
        Map<String, List<ShadowNotice>> notices = new LinkedHashMap<>();
        List<Line> lines = allocation.schools().stream()
                .limit(1)
                .flatMap(school -> school.lines().stream())
                .map(LineResult::line)
                .toList();
        formulas(lines).forEach(formula -> notices.put(formula, allocation.shadow(formula)));
        return new ShadowContent(notices, words);
    }

    /** The formulas whose lines are all shadows, and no points of a shared pot. */
    private static Set<String> formulas(List<Line> lines) {
        Set<String> formulas = new LinkedHashSet<>();
        lines.stream()
                .filter(line -> line.isShadow() && line.form().isAmount())
                .forEach(line -> line.formula().ifPresent(formulas::add));
        lines.stream()
                .filter(line -> !line.isShadow())
                .forEach(line -> line.formula().ifPresent(formulas::remove));
        formulas.removeAll(points(lines));
        return formulas;
    }

    /** The sections that shared lines add up. */
    private static Set<String> points(List<Line> lines) {
        Set<String> sections = new LinkedHashSet<>();
        lines.stream()
                .filter(line -> line.form() instanceof Form.Shared)
                .flatMap(line -> line.form().terms().stream())
                .forEach(term -> term.walk(part -> {
                    if (part instanceof Term.SumOf sum && sum.lines().reach() == Selection.Reach.SECTION) {
                        sections.addAll(sum.lines().names());
                    }
                }));
        return sections;
    }

    List<Shadow> shadows() {
        return notices.entrySet().stream()
                .map(shadow -> shadow(shadow.getKey(), shadow.getValue()))
                .toList();
    }

    /** The same without formulas that give every school just what it has among some budgets, which are compared elsewhere. */
    List<Shadow> shadowsOtherThan(Budgets told) {
        return notices.entrySet().stream()
                .filter(shadow -> !shadow.getValue().stream()
                        .allMatch(notice -> told.of(notice.school().id())
                                .map(SchoolBudget::total)
                                .equals(Optional.of(notice.shadow()))))
                .map(shadow -> shadow(shadow.getKey(), shadow.getValue()))
                .toList();
    }

    /** Returns what the formulas would have given each school. */
    Map<SchoolId, List<Figure>> bySchool() {
        Map<SchoolId, List<Figure>> figures = new LinkedHashMap<>();
        notices.forEach((formula, ofFormula) -> ofFormula.forEach(notice -> figures.computeIfAbsent(
                        notice.school().id(), any -> new ArrayList<>())
                .add(new Figure("By " + formula, words.money(notice.shadow()), words.signed(notice.difference())))));
        return figures;
    }

    private Shadow shadow(String formula, List<ShadowNotice> ofFormula) {
        Comparator<ShadowNotice> byDifference = Comparator.comparing(ShadowNotice::difference);
        return new Shadow(
                formula,
                List.of(
                        total("would get more", ofFormula, Money::isPositive),
                        total("would get less", ofFormula, Money::isNegative),
                        total("would get the same", ofFormula, Money::isZero),
                        total("all schools", ofFormula, any -> true)),
                List.of(
                        largest("Would get most more", ofFormula, Money::isPositive, byDifference.reversed()),
                        largest("Would get most less", ofFormula, Money::isNegative, byDifference)));
    }

    private Total total(String way, List<ShadowNotice> ofFormula, Predicate<Money> which) {
        List<ShadowNotice> some = ofFormula.stream()
                .filter(notice -> which.test(notice.difference()))
                .toList();
        Money difference =
                Money.total(some.stream().map(ShadowNotice::difference).toList());
        return new Total(
                way,
                Words.whole(some.size()),
                words.money(Money.total(some.stream().map(ShadowNotice::paid).toList())),
                words.money(Money.total(some.stream().map(ShadowNotice::shadow).toList())),
                words.signed(difference),
                Words.direction(difference));
    }

    private Largest largest(
            String title, List<ShadowNotice> ofFormula, Predicate<Money> which, Comparator<ShadowNotice> order) {
        return new Largest(
                title,
                ofFormula.stream()
                        .filter(notice -> which.test(notice.difference()))
                        .sorted(order)
                        .limit(LARGEST)
                        .map(notice -> new Changed(
                                words.link(notice.school().id()),
                                notice.school().name(),
                                words.money(notice.paid()),
                                words.money(notice.shadow()),
                                words.signed(notice.difference()),
                                Words.direction(notice.difference())))
                        .toList());
    }
}
