package org.perpupil.io.report;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.perpupil.equity.Study;
import org.perpupil.equity.report.EquityReport;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Stamp;
import org.perpupil.io.chart.Chart;
import org.perpupil.io.internal.AtomicFile;
import org.perpupil.pupils.NeedCategory;

/**
 * A report on equity as one HTML page: whether money follows need in one sentence, if that is asked for; charts where they are given; then
 * each result in a table with what it means, where its method is from and who is in no figure.
 *
 * <pre>{@code
 * EquityPage.of(report)
 *         .calling("school", "schools")
 *         .answering("poverty")
 *         .with(RelativeSpendingChart.of(spending, 0, 20, 40, 60))
 *         .with("Whether dollars follow need", ScatterChart.of(scatter))
 *         .stamped(allocation.stamp())
 *         .writeTo(Path.of("equity.html"));
 * }</pre>
 *
 * <p>Results that are made of the measures of inequality and of progressivity, or that have standard errors, are for specialists: they
 * stand after all others, and each measure says which way is fairer.
 *
 * <p>The page holds everything it needs, loads nothing, and has no script. A chart is drawn for a screen and for a phone, and told in
 * words. The same input gives the same bytes. Figures are those of the report, which names units where it leaves them out, and a chart
 * names each of its points: what may not be published must not be in them.
 */
public final class EquityPage {
    private final EquityReport report;
    private final Shown shown;

    private EquityPage(EquityReport report, Shown shown) {
        this.report = requireNonNull(report, "report");
        this.shown = shown;
    }

    /**
     * What the page shows beside the report, and how it calls what the report is on.
     *
     * @param one what a row of the study is called
     * @param several what rows are called
     * @param answer whether money follows a need
     * @param remarks what must be known before all else
     * @param notes what must be known of the figures
     * @param oneRule whether the figures are of what one rule gives to all
     * @param allocation that they are of, if it is known
     */
    record Shown(
            String one,
            String several,
            Optional<NeedAnswer.Answer> answer,
            ImmutableList<Chart> first,
            ImmutableListMultimap<String, Chart> bySection,
            ImmutableList<String> remarks,
            ImmutableList<String> notes,
            ImmutableList<String> stamps,
            boolean oneRule,
            Optional<Asked> asked,
            Optional<Allocation> allocation) {

        static final Shown NOTHING = new Shown(
                "unit",
                "units",
                Optional.empty(),
                ImmutableList.of(),
                ImmutableListMultimap.of(),
                ImmutableList.of(),
                ImmutableList.of(),
                ImmutableList.of(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    /** The need that the answer is on. */
    record Asked(NeedCategory need, Words words) {}

    /** Returns the page of a report, without charts. */
    public static EquityPage of(EquityReport report) {
        return new EquityPage(report, Shown.NOTHING);
    }

    /**
     * Returns the page with what the rows of the study are called, in place of "unit" and "units"; say it before {@link #answering}.
     *
     * @param one such as {@code "school"}
     * @param several such as {@code "schools"}
     */
    public EquityPage calling(String one, String several) {
        if (one.isBlank() || several.isBlank()) {
            throw new IllegalArgumentException("what the rows of a study are called is not blank");
        }
        return new EquityPage(
                report,
                new Shown(
                        one,
                        several,
                        shown.answer(),
                        shown.first(),
                        shown.bySection(),
                        shown.remarks(),
                        shown.notes(),
                        shown.stamps(),
                        shown.oneRule(),
                        shown.asked(),
                        shown.allocation()));
    }

    /** Returns the page with the answer to whether money follows a need, in dollars; as {@link #answering(String, String)}. */
    public EquityPage answering(String need) {
        return answering(need, "$");
    }

    /**
     * Returns the page with the answer to whether money follows a need before all else: what groups of rising need get for each pupil,
     * which money it is, and the slope with its interval. It is told of the study's columns {@link Study#DOLLARS}, {@link Study#RESTRICTED}
     * and {@link Study#UNRESTRICTED}, where there are the last two, over {@link Study#PUPILS}. Of fewer than eight rows of which the
     * need is known, or where all have the same share of it, nothing is told.
     *
     * @param need a column of shares in per cent, such as a study of a district has for each need
     * @param currencySign such as {@code "£"}
     * @throws IllegalArgumentException if the study has no such column of numbers, or not those of dollars and pupils, or a share is not
     *     from 0 to 100
     */
    public EquityPage answering(String need, String currencySign) {
        Study study = report.study();
        Study.Column shares = study.values(need);
        for (int row = 0; row < study.size(); row++) {
            if (shares.get(row) < 0 || shares.get(row) > 100) {
                throw new IllegalArgumentException("%s has %s in column \"%s\"; a share in per cent is from 0 to 100"
                        .formatted(study.units().get(row), shares.get(row), need));
            }
        }
        return new EquityPage(
                report,
                new Shown(
                        shown.one(),
                        shown.several(),
                        NeedAnswer.of(study, need, new Words(currencySign), shown.several()),
                        shown.first(),
                        shown.bySection(),
                        shown.remarks(),
                        shown.notes(),
                        shown.stamps(),
                        shown.oneRule(),
                        Optional.of(new Asked(new NeedCategory(need), new Words(currencySign))),
                        shown.allocation()));
    }

    /** Returns the page with a chart before all sections, after those that are there already. */
    public EquityPage with(Chart chart) {
        return new EquityPage(
                report,
                new Shown(
                        shown.one(),
                        shown.several(),
                        shown.answer(),
                        ImmutableList.<Chart>builder()
                                .addAll(shown.first())
                                .add(chart)
                                .build(),
                        shown.bySection(),
                        shown.remarks(),
                        shown.notes(),
                        shown.stamps(),
                        shown.oneRule(),
                        shown.asked(),
                        shown.allocation()));
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
                new Shown(
                        shown.one(),
                        shown.several(),
                        shown.answer(),
                        shown.first(),
                        ImmutableListMultimap.<String, Chart>builder()
                                .putAll(shown.bySection())
                                .put(report.section(section).title(), chart)
                                .build(),
                        shown.remarks(),
                        shown.notes(),
                        shown.stamps(),
                        shown.oneRule(),
                        shown.asked(),
                        shown.allocation()));
    }

    /**
     * Returns the page with more that nobody may overlook, under its title, in this order: that its figures are those of a draft, and not
     * what was spent.
     *
     * @param remarks sentences
     */
    public EquityPage remarking(String... remarks) {
        return new EquityPage(
                report,
                new Shown(
                        shown.one(),
                        shown.several(),
                        shown.answer(),
                        shown.first(),
                        shown.bySection(),
                        AllocationPage.notes(shown.remarks(), remarks),
                        shown.notes(),
                        shown.stamps(),
                        shown.oneRule(),
                        shown.asked(),
                        shown.allocation()));
    }

    /**
     * Returns the page with more that must be known of its figures, at its foot, in this order: assumptions, estimates, where figures come
     * from.
     *
     * @param more sentences; words before a first colon, such as {@code Assumption:}, are set off as a label
     */
    public EquityPage noting(String... more) {
        return new EquityPage(
                report,
                new Shown(
                        shown.one(),
                        shown.several(),
                        shown.answer(),
                        shown.first(),
                        shown.bySection(),
                        shown.remarks(),
                        AllocationPage.notes(shown.notes(), more),
                        shown.stamps(),
                        shown.oneRule(),
                        shown.asked(),
                        shown.allocation()));
    }

    /**
     * Returns the page with the allocation that the figures were computed from, at its foot. Its answer then says what an interval is of
     * all schools under one rule.
     */
    public EquityPage stamped(Stamp stamp) {
        EquityPage stamped = stamped(AllocationContent.stamp(stamp));
        Shown known = stamped.shown;
        return new EquityPage(
                report,
                new Shown(
                        known.one(),
                        known.several(),
                        known.answer(),
                        known.first(),
                        known.bySection(),
                        known.remarks(),
                        known.notes(),
                        known.stamps(),
                        true,
                        known.asked(),
                        known.allocation()));
    }

    /**
     * Returns the page with the allocation that the figures were computed from, at its foot, as {@link #stamped(Stamp)}. Its answer then
     * says too at which schools a guarantee stands in place of what a need brings.
     */
    public EquityPage stamped(Allocation allocation) {
        Shown known = stamped(allocation.stamp()).shown;
        return new EquityPage(
                report,
                new Shown(
                        known.one(),
                        known.several(),
                        known.answer(),
                        known.first(),
                        known.bySection(),
                        known.remarks(),
                        known.notes(),
                        known.stamps(),
                        true,
                        known.asked(),
                        Optional.of(allocation)));
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
                new Shown(
                        shown.one(),
                        shown.several(),
                        shown.answer(),
                        shown.first(),
                        shown.bySection(),
                        shown.remarks(),
                        shown.notes(),
                        ImmutableList.<String>builder()
                                .addAll(shown.stamps())
                                .add(stamp)
                                .build(),
                        shown.oneRule(),
                        shown.asked(),
                        shown.allocation()));
    }

    /** Returns the page as a complete HTML document. */
    public String html() {
        return Template.named("equity-page").fill(EquityContent.of(report, shown));
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
