package org.perpupil.docs;

import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.io.PrintStream;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.OwnFigure;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.scenario.ModelChange;
import org.perpupil.io.json.FormulaJson;
import org.perpupil.io.json.FundingModelJson;
import org.perpupil.io.json.JsonSchemas;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;

/** A formula as a file: written, read, reviewed, and with a figure of one's own. */
final class FormulaFilesExample {
    private static final RevenueSource GENERAL = RevenueSource.state("0000", "General fund");

    private FormulaFilesExample() {}

    static FundingModel model() {
        return model(
                Parameter.dollars("base").in(2027, "4500", "Resolution 12, page 2"),
                Parameter.number("poverty weight").in(2027, "0.340", "Resolution 12, page 4"));
    }

    static FundingModel proposal() {
        return model(
                Parameter.dollars("base")
                        .in(2027, "4500", "Resolution 12, page 2")
                        .in(2028, "4612.50", "Resolution 31, page 2"),
                Parameter.number("poverty weight").in(2027, "0.360", "Resolution 31, page 3"));
    }

    private static FundingModel model(Parameter... parameters) {
        return FundingModel.named("Riverside")
                .parameters(parameters)
                .unlocked(GENERAL, centralShare("10%"))
                .add(
                        line("base").amount(pupils().times(rate("base"))).from(GENERAL),
                        line("poverty")
                                .amount(pupils(POVERTY)
                                        .times(share("poverty weight"))
                                        .times(rate("base")))
                                .from(GENERAL)
                                .rounded(Rounding.dollars())
                                .citing("Resolution 12, page 5"))
                .build();
    }

    static void writeAndRead(Path file) throws IOException {
        FundingModel model = model();
        // guide:start
        FundingModelJson.write(model, file);
        FundingModel same = FundingModelJson.read(file);
        // guide:end
        if (!same.equals(model)) {
            throw new AssertionError("a model that does not come back");
        }
    }

    static void tellChange(Path adopted, Path proposed, PrintStream out) throws IOException {
        // guide:start
        out.println(ModelChange.between(FundingModelJson.read(adopted), FundingModelJson.read(proposed)));
        // guide:end
    }

    static void readFaulty(Path file, PrintStream out) throws IOException {
        // guide:start
        try {
            FundingModelJson.read(file);
        } catch (ProblemException refused) {
            refused.problems().stream().map(Problem::message).forEach(out::println);
        }
        // guide:end
    }

    static void writeSchemas(Path folder) throws IOException {
        // guide:start
        for (Map.Entry<String, String> schema : JsonSchemas.byId().entrySet()) {
            Files.writeString(folder.resolve(schema.getKey().replace(':', '-') + ".json"), schema.getValue());
        }
        // guide:end
    }

    static FundingFormula curved(Path file, PrintStream out) throws IOException {
        // guide:start
        OwnFigure curve = OwnFigure.number(
                "poverty curve",
                "the square root of the share of pupils in poverty, to ten digits",
                inputs -> inputs.get(0)
                        .map(share -> Rational.of(
                                share.toDecimal(20, RoundingMode.HALF_UP).sqrt(new MathContext(10)))));
        FundingFormula formula = FundingFormula.named("Curved")
                .parameters(Parameter.dollars("base").in(2027, "4500", "Resolution 12, page 2"))
                .add(
                        line("curve").figure(curve, fact("poverty share")).rounded(Rounding.places(4)),
                        line("poverty").amount(pupils().times(figure("curve")).times(rate("base"))))
                .build();
        FormulaJson.write(formula, file);
        FundingFormula same = FormulaJson.read(file, curve);
        try {
            FormulaJson.read(file);
        } catch (ProblemException refused) {
            refused.problems().stream().map(Problem::message).forEach(out::println);
        }
        // guide:end
        if (!same.equals(formula)) {
            throw new AssertionError("a formula that does not come back");
        }
        return formula;
    }
}
