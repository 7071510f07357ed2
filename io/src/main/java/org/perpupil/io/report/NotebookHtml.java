package org.perpupil.io.report;

import org.perpupil.equity.report.EquityReport;
import org.perpupil.equity.report.ReportSection;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Comparison;
import org.perpupil.formula.allocation.Explanation;
import org.perpupil.formula.allocation.NeedMatrix;
import org.perpupil.formula.scenario.Scenarios;
import org.perpupil.problem.Loaded;

/**
 * Results as pieces of HTML that a notebook shows below a cell.
 *
 * <pre>{@code
 * display(NotebookHtml.of(allocation), "text/html");
 * display(NotebookHtml.of(allocation.of(id).explain()), "text/html");
 * }</pre>
 *
 * <p>Each piece is one {@code div} of class {@code perpupil} with tables that have a caption and say which cells are heads. It brings a few
 * lines of style that touch nothing outside of it, runs no script, loads nothing, and everything from data is escaped. A table has at most 50
 * rows, the largest changes 10; how many more there are is said below it, and the result has all of them. The same input gives the same
 * text. Amounts have the district's currency sign where the result knows it.
 *
 * <p>For a file to send to others there is {@link AllocationPage}.
 */
public final class NotebookHtml {
    private NotebookHtml() {}

    /** Returns where every cent of each source went, and the schools' budgets. */
    public static String of(Allocation allocation) {
        return html(NotebookContent.of(allocation));
    }

    /** Returns one school's working, line by line. */
    public static String of(Explanation explanation) {
        return html(NotebookContent.of(explanation));
    }

    /** Returns what a pupil of each span and need brings, with weights. */
    public static String of(NeedMatrix matrix) {
        return html(NotebookContent.of(matrix));
    }

    /** Returns who gains and who loses, in all, by level, and the largest changes. */
    public static String of(Comparison comparison) {
        return html(NotebookContent.of(comparison));
    }

    /** Returns what each scenario costs, and how many schools gain and lose against the first one. */
    public static String of(Scenarios scenarios) {
        return html(NotebookContent.of(scenarios));
    }

    /** Returns a report, a table for each section. */
    public static String of(EquityReport report) {
        return html(NotebookContent.of(report));
    }

    /** Returns one section of a report. */
    public static String of(ReportSection section) {
        return html(NotebookContent.of(section));
    }

    /** Returns what became of the rows of a file: how many were used, every problem, every notice; not the value. */
    public static String of(Loaded<?> loaded) {
        return html(NotebookContent.of(loaded));
    }

    private static String html(NotebookContent.Fragment fragment) {
        return Template.named("fragment").fillFragment(fragment);
    }
}
