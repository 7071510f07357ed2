package org.perpupil.formula.allocation;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.internal.text.TextTable;
import org.perpupil.money.Money;
import org.perpupil.pupils.PupilGroup;

/** Who gains and who loses, against budgets that schools have now or had. */
public final class Comparison {
    private final Allocation allocation;
    private final Budgets before;
    private final ImmutableList<Change> changes;

    private Comparison(Allocation allocation, Budgets before, List<Change> changes) {
        this.allocation = allocation;
        this.before = before;
        this.changes = ImmutableList.copyOf(changes);
    }

    /**
     * What changes for one school.
     *
     * @param school the school
     * @param before what it has; empty if it has no budget, which is not 0
     * @param after what the allocation gives it
     */
    public record Change(School school, Optional<Money> before, Money after) {

        /** Returns after less before; empty without a budget before. */
        public Optional<Money> change() {
            return before.map(after::minus);
        }

        /** Returns the change over the budget before, exactly; empty without one, or if it was 0. */
        public Optional<Rational> relativeChange() {
            return before.filter(money -> !money.isZero())
                    .map(money -> after.minus(money).toRational().dividedBy(money.toRational()));
        }

        /** Returns the change in dollars for each pupil of the school now; empty without pupils or a budget before. */
        public Optional<Rational> changePerPupil() {
            Rational pupils = Rational.of(school.enrollment().pupils().value());
            return change().filter(any -> !pupils.isZero())
                    .map(money -> money.toRational().dividedBy(pupils));
        }

        /** Returns one line for people, the change in dollars and in per cent of the budget before. */
        @Override
        public String toString() {
            return change().map(money -> "%s: %s → %s, %s%s"
                            .formatted(
                                    school,
                                    before.orElseThrow().display(""),
                                    after.display(""),
                                    signed(money, ""),
                                    relativeChange()
                                            .map(share -> " (%s)".formatted(percent(share)))
                                            .orElse("")))
                    .orElse("%s: no budget before → %s".formatted(school, after.display("")));
        }

        private static String percent(Rational share) {
            BigDecimal percent = share.times(Rational.of(100)).toDecimal(1, RoundingMode.HALF_UP);
            return (percent.signum() > 0 ? "+" : percent.signum() < 0 ? "−" : "")
                    + percent.abs().toPlainString() + "%";
        }
    }

    private static String signed(Money change, String currencySign) {
        return (change.isPositive() ? "+" : "") + change.display(currencySign);
    }

    /**
     * A group of schools together. Schools without a budget before count in {@code schools} and {@code after} only.
     *
     * @param gained what the schools that gain, gain in all
     * @param lost what the schools that lose, lose in all; 0 or more
     */
    public record Summary(
            int schools, Money before, Money after, int gaining, Money gained, int losing, Money lost, int unchanged) {

        /** Returns one line for people. */
        @Override
        public String toString() {
            return "%s: %s → %s; %s gain %s, %s lose %s, %s unchanged"
                    .formatted(
                            schools == 1 ? "1 school" : schools + " schools",
                            before.display(""),
                            after.display(""),
                            gaining,
                            gained.display(""),
                            losing,
                            lost.display(""),
                            unchanged);
        }
    }

    static Comparison of(Allocation allocation, Budgets before) {
        List<Change> changes = new ArrayList<>();
        for (SchoolAllocation school : allocation.schools()) {
            changes.add(new Change(school.school(), before.of(school.id()).map(SchoolBudget::total), school.total()));
        }
        return new Comparison(allocation, before, changes);
    }

    /** Returns the district whose schools are compared. */
    public District district() {
        return allocation.district();
    }

    /** Returns every school of the allocation, in order of id. */
    public List<Change> changes() {
        return changes;
    }

    /** Returns schools that had a budget and are not in the allocation, in order of id. */
    public List<SchoolId> gone() {
        return before.all().stream()
                .map(SchoolBudget::school)
                .filter(id -> allocation.district().school(id).isEmpty())
                .toList();
    }

    /** Returns the schools that gain, the largest gain in dollars first; equal ones in order of id. */
    public List<Change> gaining() {
        return sorted(-1);
    }

    /** Returns the schools that lose, the largest loss in dollars first; equal ones in order of id. */
    public List<Change> losing() {
        return sorted(1);
    }

    private List<Change> sorted(int sign) {
        return changes.stream()
                .filter(change -> change.change()
                        .filter(money -> Long.signum(money.cents()) == -sign)
                        .isPresent())
                .sorted((one, other) -> sign
                        * one.change().orElseThrow().compareTo(other.change().orElseThrow()))
                .toList();
    }

    /** Returns all schools together. */
    public Summary summary() {
        return summary(changes);
    }

    /** Returns the schools of each level together, straddling schools for themselves, in the order of the district's levels. */
    public Map<String, Summary> byLevel() {
        List<String> levels = allocation.district().levels().stream()
                .map(level -> level.name())
                .toList();
        Map<String, Summary> all = by(allocation.district()::levelOf);
        Map<String, Summary> ordered = new LinkedHashMap<>();
        levels.stream().filter(all::containsKey).forEach(level -> ordered.put(level, all.get(level)));
        all.forEach(ordered::putIfAbsent);
        return ImmutableMap.copyOf(ordered);
    }

    /**
     * Returns the schools together by the share of their pupils that is in a group, in bands.
     *
     * @param limits where a band ends and the next one starts, ascending, such as {@code "25%", "50%", "75%"}; a share at a limit is
     *     in the band above
     * @return one summary for each band that has schools, the lowest first, and last the schools whose share is not known or that
     *     have no pupils
     */
    public Map<String, Summary> byShareOf(PupilGroup group, String... limits) {
        List<Rational> bounds =
                Arrays.stream(limits).map(Comparison::perCent).sorted().toList();
        Map<String, Summary> found = by(school -> band(school, group, bounds));
        Map<String, Summary> ordered = new LinkedHashMap<>();
        for (int band = 0; band <= bounds.size(); band++) {
            String name = bandName(bounds, band);
            if (found.containsKey(name)) {
                ordered.put(name, found.get(name));
            }
        }
        found.forEach(ordered::putIfAbsent);
        return ImmutableMap.copyOf(ordered);
    }

    private static Rational perCent(String text) {
        if (!text.endsWith("%")) {
            throw new IllegalArgumentException("\"%s\" is no limit; write a per cent such as 25%%".formatted(text));
        }
        return Rational.parse(text.substring(0, text.length() - 1));
    }

    private static String band(School school, PupilGroup group, List<Rational> bounds) {
        Rational pupils = Rational.of(school.enrollment().pupils().value());
        Optional<Rational> share = pupils.isZero()
                ? Optional.empty()
                : school.enrollment()
                        .count(group)
                        .map(count -> Rational.of(count.value())
                                .times(Rational.of(100))
                                .dividedBy(pupils));
        return share.map(known -> bandName(bounds, (int) bounds.stream()
                        .filter(bound -> known.compareTo(bound) >= 0)
                        .count()))
                .orElse("not known");
    }

    private static String bandName(List<Rational> bounds, int band) {
        if (bounds.isEmpty()) {
            return "all";
        }
        if (band == 0) {
            return "below " + bounds.get(0) + "%";
        }
        String from = bounds.get(band - 1) + "%";
        return band == bounds.size() ? from + " and more" : from + " to below " + bounds.get(band) + "%";
    }

    /** Returns the schools together for which a function gives the same text, in order of their first school. */
    public Map<String, Summary> by(Function<School, String> group) {
        Map<String, List<Change>> groups = new LinkedHashMap<>();
        changes.forEach(change -> groups.computeIfAbsent(group.apply(change.school()), any -> new ArrayList<>())
                .add(change));
        Map<String, Summary> summaries = new LinkedHashMap<>();
        groups.forEach((name, members) -> summaries.put(name, summary(members)));
        return ImmutableMap.copyOf(summaries);
    }

    private static Summary summary(List<Change> changes) {
        List<Money> known =
                changes.stream().flatMap(change -> change.change().stream()).toList();
        List<Money> gains = known.stream().filter(Money::isPositive).toList();
        List<Money> losses = known.stream().filter(Money::isNegative).toList();
        return new Summary(
                changes.size(),
                Money.total(changes.stream()
                        .flatMap(change -> change.before().stream())
                        .toList()),
                Money.total(changes.stream().map(Change::after).toList()),
                gains.size(),
                Money.total(gains),
                losses.size(),
                Money.total(losses).negated(),
                known.size() - gains.size() - losses.size());
    }

    /** Returns a table for people: all schools and, where the district speaks of levels, each level; then who cannot be compared. */
    @Override
    public String toString() {
        String sign = allocation.district().currencySign();
        TextTable table =
                new TextTable(List.of("", "schools", "before", "after", "gain", "by", "lose", "by", "unchanged"));
        if (!allocation.district().levels().isEmpty()) {
            byLevel().forEach((level, summary) -> table.row(row(level, summary, sign)));
        }
        table.row(row("all schools", summary(), sign));
        StringBuilder text = new StringBuilder("who gains, who loses\n").append(table);
        long without =
                changes.stream().filter(change -> change.before().isEmpty()).count();
        if (without > 0) {
            text.append("\nwithout a budget before, neither gaining nor losing: ")
                    .append(without);
        }
        if (!gone().isEmpty()) {
            text.append("\nwith a budget before and no longer there: ").append(gone().size());
        }
        return text.toString();
    }

    private static List<String> row(String name, Summary summary, String sign) {
        return List.of(
                name,
                Integer.toString(summary.schools()),
                summary.before().display(sign),
                summary.after().display(sign),
                Integer.toString(summary.gaining()),
                signed(summary.gained(), sign),
                Integer.toString(summary.losing()),
                signed(summary.lost().negated(), sign),
                Integer.toString(summary.unchanged()));
    }
}
