package org.perpupil.io.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.io.report.AllocationContent.Figure;

/** What the page of one school's budget shows, as text, in the order of the page. */
final class ExplanationContent {
    private ExplanationContent() {}

    /**
     * The whole page.
     *
     * @param key what the budget comes to, in a few figures
     * @param blocks its lines: each source, then steps and what is not counted
     * @param stamp what the allocation was computed from, and by what
     */
    public record Content(
            String district,
            String year,
            String model,
            String school,
            String id,
            List<Figure> key,
            String budget,
            List<String> estimates,
            List<SchoolContent.Block> blocks,
            String stamp) {}

    static Content of(Allocation allocation, SchoolAllocation school) {
        SchoolContent.School content = SchoolContent.of(
                        allocation,
                        ImmutableList.of(school.explain()),
                        Optional.empty(),
                        ImmutableMap.of(),
                        new References(),
                        new Words(allocation.district().currencySign()))
                .get(0);
        return new Content(
                allocation.district().name(),
                allocation.year().toString(),
                allocation.model(),
                content.name(),
                content.id(),
                ImmutableList.<Figure>builder()
                        .add(new Figure("Budget", content.budget().text(), ""))
                        .add(new Figure("For each pupil", content.perPupil().text(), ""))
                        .addAll(content.key())
                        .build(),
                content.budget().text(),
                content.estimates(),
                Stream.concat(
                                content.blocks().stream().filter(SchoolContent.Block::counts),
                                content.blocks().stream().filter(block -> !block.counts()))
                        .toList(),
                AllocationContent.stamp(allocation.stamp()));
    }
}
