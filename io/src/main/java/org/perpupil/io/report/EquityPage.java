package org.perpupil.io.report;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.perpupil.equity.report.EquityReport;
import org.perpupil.formula.allocation.Stamp;
import org.perpupil.io.chart.Chart;
import org.perpupil.io.internal.AtomicFile;

/**
 * A report on equity as one HTML page: each result in a table with what it means, where its method is from and who is in no figure, and
 * charts where they are given.
 *
 * <pre>{@code
 * EquityPage.of(report)
 *         .with(RelativeSpendingChart.of(spending, 0, 20, 40, 60))
 *         .with("Whether dollars follow need", ScatterChart.of(scatter))
 *         .stamped(allocation.stamp())
 *         .writeTo(Path.of("equity.html"));
 * }</pre>
 *
 * <p>The page holds everything it needs, loads nothing, and has no script. A chart is drawn for a screen and for a phone, and told in
 * words. The same input gives the same bytes. Figures are those of the report, which names units where it leaves them out, and a chart
 * names each of its points: what may not be published must not be in them.
 */
public final class EquityPage {
    private final EquityReport report;
    private final ImmutableList<Chart> first;
    private final ImmutableListMultimap<String, Chart> bySection;
    private final ImmutableList<String> stamps;

    private EquityPage(
            EquityReport report,
            List<Chart> first,
            ImmutableListMultimap<String, Chart> bySection,
            List<String> stamps) {
        this.report = requireNonNull(report, "report");
        this.first = ImmutableList.copyOf(first);
        this.bySection = bySection;
        this.stamps = ImmutableList.copyOf(stamps);
    }

    /** Returns the page of a report, without charts. */
    public static EquityPage of(EquityReport report) {
        return new EquityPage(report, List.of(), ImmutableListMultimap.of(), List.of());
    }

    /** Returns the page with a chart before all sections, after those that are there already. */
    public EquityPage with(Chart chart) {
        return new EquityPage(
                report, ImmutableList.<Chart>builder().addAll(first).add(chart).build(), bySection, stamps);
    }

    /**
     * Returns the page with a chart in a section, above its table, after those that are there already.
     *
     * @param section its title
     * @throws IllegalArgumentException if the report has no such section, or several
     */
    public EquityPage with(String section, Chart chart) {
        return new EquityPage(
                report,
                first,
                ImmutableListMultimap.<String, Chart>builder()
                        .putAll(bySection)
                        .put(report.section(section).title(), chart)
                        .build(),
                stamps);
    }

    /** Returns the page with what the figures were computed from, at its foot. */
    public EquityPage stamped(Stamp stamp) {
        return stamped(AllocationContent.stamp(stamp));
    }

    /**
     * Returns the page with what the figures were computed from, in words, at its foot, after what stands there already.
     *
     * @param stamp such as {@code "Source: published budgets of 2026–27, read on 3 May 2027."}
     */
    public EquityPage stamped(String stamp) {
        if (stamp.isBlank()) {
            throw new IllegalArgumentException("a stamp says what figures were computed from");
        }
        return new EquityPage(
                report,
                first,
                bySection,
                ImmutableList.<String>builder().addAll(stamps).add(stamp).build());
    }

    /** Returns the page as a complete HTML document. */
    public String html() {
        return Template.named("equity-page").fill(EquityContent.of(report, first, bySection, stamps));
    }

    /**
     * Writes the page, in UTF-8. A file that is there already is replaced in one step, or stays as it was if writing fails.
     *
     * @throws IOException if the file cannot be written
     */
    public void writeTo(Path file) throws IOException {
        AtomicFile.write(file, html());
    }

    @Override
    public String toString() {
        return "page of the report \"%s\"".formatted(report.title());
    }
}
