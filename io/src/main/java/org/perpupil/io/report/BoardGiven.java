package org.perpupil.io.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.perpupil.equity.report.EquityReport;
import org.perpupil.formula.allocation.Shortfall;
import org.perpupil.formula.scenario.Scenarios;
import org.perpupil.io.chart.Chart;
import org.perpupil.pupils.NeedCategory;

/**
 * What a board report shows beside the allocation.
 *
 * @param explained what a scenario is, by its name
 * @param need the need of which the report says whether money follows it; empty for poverty
 * @param remarks what nobody may overlook
 * @param toDecide what the board has still to decide, in sentences
 */
record BoardGiven(
        Optional<AllocationPage.Before> before,
        Optional<Told> told,
        Optional<Scenarios> scenarios,
        ImmutableMap<String, String> explained,
        Optional<NeedCategory> need,
        ImmutableList<EquityReport> equity,
        ImmutableList<Chart> charts,
        Optional<ImmutableList<Shortfall>> shortfalls,
        ImmutableList<String> remarks,
        ImmutableList<Decision> toDecide,
        ImmutableList<String> notes) {

    /** A methodology, and the page on which the whole of it is; empty if there is none. */
    record Told(Methodology methodology, String page) {}

    /**
     * What is still to be decided.
     *
     * @param scenarios those that show another choice, by name
     */
    record Decision(String text, ImmutableList<String> scenarios) {}

    static final BoardGiven NOTHING = new BoardGiven(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            ImmutableMap.of(),
            Optional.empty(),
            ImmutableList.of(),
            ImmutableList.of(),
            Optional.empty(),
            ImmutableList.of(),
            ImmutableList.of(),
            ImmutableList.of());

    BoardGiven withBefore(AllocationPage.Before before) {
        return new BoardGiven(
                Optional.of(before),
                told,
                scenarios,
                explained,
                need,
                equity,
                charts,
                shortfalls,
                remarks,
                toDecide,
                notes);
    }

    BoardGiven withTold(Told told) {
        return new BoardGiven(
                before,
                Optional.of(told),
                scenarios,
                explained,
                need,
                equity,
                charts,
                shortfalls,
                remarks,
                toDecide,
                notes);
    }

    BoardGiven withScenarios(Scenarios scenarios) {
        return new BoardGiven(
                before,
                told,
                Optional.of(scenarios),
                explained,
                need,
                equity,
                charts,
                shortfalls,
                remarks,
                toDecide,
                notes);
    }

    BoardGiven withExplained(ImmutableMap<String, String> explained) {
        return new BoardGiven(
                before, told, scenarios, explained, need, equity, charts, shortfalls, remarks, toDecide, notes);
    }

    BoardGiven withNeed(NeedCategory need) {
        return new BoardGiven(
                before,
                told,
                scenarios,
                explained,
                Optional.of(need),
                equity,
                charts,
                shortfalls,
                remarks,
                toDecide,
                notes);
    }

    BoardGiven withEquity(ImmutableList<EquityReport> equity) {
        return new BoardGiven(
                before, told, scenarios, explained, need, equity, charts, shortfalls, remarks, toDecide, notes);
    }

    BoardGiven withCharts(ImmutableList<Chart> charts) {
        return new BoardGiven(
                before, told, scenarios, explained, need, equity, charts, shortfalls, remarks, toDecide, notes);
    }

    BoardGiven withShortfalls(ImmutableList<Shortfall> shortfalls) {
        return new BoardGiven(
                before,
                told,
                scenarios,
                explained,
                need,
                equity,
                charts,
                Optional.of(shortfalls),
                remarks,
                toDecide,
                notes);
    }

    BoardGiven withRemarks(ImmutableList<String> remarks) {
        return new BoardGiven(
                before, told, scenarios, explained, need, equity, charts, shortfalls, remarks, toDecide, notes);
    }

    BoardGiven withToDecide(ImmutableList<Decision> toDecide) {
        return new BoardGiven(
                before, told, scenarios, explained, need, equity, charts, shortfalls, remarks, toDecide, notes);
    }

    BoardGiven withNotes(ImmutableList<String> notes) {
        return new BoardGiven(
                before, told, scenarios, explained, need, equity, charts, shortfalls, remarks, toDecide, notes);
    }
}
