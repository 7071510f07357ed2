package org.perpupil.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.perpupil.district.District;
import org.perpupil.equity.Study;
import org.perpupil.equity.progressivity.NeedGroups;
import org.perpupil.equity.progressivity.RelativeSpending;
import org.perpupil.equity.progressivity.Scatter;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Regression;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Comparison;
import org.perpupil.io.chart.ChangesChart;
import org.perpupil.io.chart.Chart;
import org.perpupil.io.chart.FlowChart;
import org.perpupil.io.chart.NeedBarsChart;
import org.perpupil.io.chart.RelativeSpendingChart;
import org.perpupil.io.chart.ScatterChart;
import org.perpupil.io.chart.Unit;

/** Pictures of the Los Angeles schools and of what they get. */
final class ChartsExample {
    private ChartsExample() {}

    static Study study() throws IOException {
        District district = LosAngeles.district();
        return Study.of(LosAngeles.allocation(district).budgets(), district);
    }

    static NeedBarsChart deciles(Study study) {
        // guide:start
        NeedGroups deciles = NeedGroups.deciles(study, "poverty", Study.PUPILS);
        NeedBarsChart chart = NeedBarsChart.of(deciles, Study.UNRESTRICTED, Study.RESTRICTED)
                .titled("Dollars per pupil by decile of poverty")
                .up("dollars per pupil", Unit.DOLLARS)
                .withMeansOf("poverty", "English learner")
                .noting("Los Angeles schools, 2000–01, per cents of pupils; revenue is assumed.");
        // guide:end
        return chart;
    }

    static ScatterChart scatter(Study study) {
        // guide:start
        Scatter points = Scatter.of(study, "poverty", Study.DOLLARS)
                .sizedBy(Study.PUPILS)
                .groupedBy(Study.LEVEL)
                .weighted();
        ScatterChart chart = ScatterChart.of(points)
                .titled("Dollars follow poverty")
                .across("pupils in poverty", Unit.PERCENT)
                .up("dollars per pupil", Unit.DOLLARS)
                .noting("Los Angeles schools, 2000–01; revenue is assumed.");
        // guide:end
        return chart;
    }

    static RelativeSpendingChart relative(Study study) {
        // guide:start
        Inference spending = Regression.of(Study.DOLLARS)
                .on("poverty", "English learner")
                .weightedBy(Study.PUPILS)
                .fit(study)
                .with(Covariance.HC1);
        RelativeSpendingChart chart = RelativeSpendingChart.of(
                        RelativeSpending.of(spending, "poverty"), 25, 50, 75, 100)
                .across("pupils in poverty");
        // guide:end
        return chart;
    }

    static ChangesChart changes(Comparison comparison) {
        // guide:start
        ChangesChart chart = ChangesChart.of(comparison)
                .perPupil()
                .noting("Against a staffing rule of the year before, which is assumed.");
        // guide:end
        return chart;
    }

    static FlowChart flow(Allocation allocation) {
        // guide:start
        FlowChart chart = FlowChart.of(allocation).titled("Where the money goes");
        // guide:end
        return chart;
    }

    static void write(Chart chart, Path folder) throws IOException {
        // guide:start
        chart.writeSvg(folder.resolve("chart.svg"));
        chart.writeVegaLite(folder.resolve("chart.vl.json"));
        chart.writePng(folder.resolve("chart.png"), 1_440);
        String onThePhone = chart.svg(340);
        String inWords = chart.description();
        // guide:end
        Files.writeString(folder.resolve("phone.svg"), onThePhone);
        Files.writeString(folder.resolve("chart.txt"), inWords);
    }

    /** Writes the picture that the guide shows; the one argument is the folder of the docs. */
    public static void main(String[] args) throws IOException {
        deciles(study()).writeSvg(Path.of(args[0], "images", "deciles.svg"));
    }
}
