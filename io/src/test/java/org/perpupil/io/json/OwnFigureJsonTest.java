package org.perpupil.io.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.pupils;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.OwnFigure;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** In a file, a figure that a program computes is a name, and whoever reads the file must bring the program. */
class OwnFigureJsonTest {
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");

    private static final OwnFigure CURVE = OwnFigure.number(
            "poverty curve",
            "the square root of the poverty share, to four digits",
            inputs -> inputs.get(0)
                    .map(share -> Rational.of(
                            share.toDecimal(20, RoundingMode.HALF_UP).sqrt(new MathContext(4)))));
    private static final OwnFigure COSTS = OwnFigure.money("small school costs", "nothing", inputs -> Optional.empty());

    private static final String FORMULA = """
            {
              "kind": "formula",
              "schema": 1,
              "name": "Curved",
              "rounding": {"to": "0.01", "mode": "half up"},
              "parameters": [],
              "sources": [],
              "lines": [
                {
                  "line": "curve",
                  "ownFigure": "poverty curve",
                  "type": "number",
                  "of": [
                    {"fact": "poverty share"},
                    {"pupils": "all pupils"}
                  ],
                  "rounding": {"to": "0.01", "mode": "up"}
                },
                {
                  "line": "poverty",
                  "amount": {"times": [{"figure": "curve"}, {"money": "1000"}]}
                }
              ]
            }
            """;

    @TempDir
    private Path folder;

    private static FundingFormula formula() {
        return FundingFormula.named("Curved")
                .add(
                        line("curve")
                                .figure(CURVE, fact("poverty share"), pupils())
                                .rounded(Rounding.to("0.01").up()),
                        line("poverty").amount(figure("curve").times(dollars(1_000))))
                .build();
    }

    private static FundingModel model() {
        return FundingModel.named("Curved")
                .unlocked(GENERAL)
                .add(formula().lines().get(0), formula().lines().get(1).from(GENERAL))
                .build();
    }

    private static List<String> faults(String json, OwnFigure... figures) {
        return catchThrowableOfType(ProblemException.class, () -> FormulaJson.parse(json, figures)).problems().stream()
                .map(problem -> problem.code() + " | " + problem.message())
                .toList();
    }

    @Test
    void a_line_names_the_figure_its_type_and_what_it_is_given() {
        assertThat(FormulaJson.toJson(formula())).isEqualTo(FORMULA);
        assertThat(Schemas.faults("formula", FORMULA)).isEmpty();
        assertThat(FormulaJson.parse(FORMULA, COSTS, CURVE)).isEqualTo(formula());
    }

    @Test
    void files_and_streams_are_read_with_it() throws IOException {
        Path file = folder.resolve("formula.json");
        FormulaJson.write(formula(), file);
        assertThat(FormulaJson.read(file, CURVE)).isEqualTo(formula());
        assertThat(FormulaJson.read(Files.newInputStream(file), "a", CURVE)).isEqualTo(formula());

        FundingModelJson.write(model(), file);
        assertThat(FundingModelJson.read(file, CURVE)).isEqualTo(model());
        assertThat(FundingModelJson.read(Files.newInputStream(file), "a", CURVE))
                .isEqualTo(model());
        assertThat(FundingModelJson.parse(FundingModelJson.toJson(model()), CURVE))
                .isEqualTo(model());
    }

    @Test
    void a_name_that_was_not_given_is_refused() {
        assertThat(faults(FORMULA))
                .containsExactly(
                        "figure.unknown | JSON, line 11:20, /lines/0/ownFigure: found own figure \"poverty curve\", which"
                                + " the reader was not given; allowed: an own figure that was given, of which there is none. Give"
                                + " the OwnFigure of this name to read(…) or parse(…), or correct the name.");
        assertThat(faults(FORMULA.replace("poverty curve", "poverty\\ncurve"), CURVE, COSTS))
                .containsExactly(
                        "figure.unknown | JSON, line 11:20, /lines/0/ownFigure: found own figure \"poverty\uFFFDcurve\","
                                + " which the reader was not given; allowed: one of \"poverty curve\", \"small school costs\". Give"
                                + " the OwnFigure of this name to read(…) or parse(…), or correct the name.");
    }

    @Test
    void a_figure_of_another_type_is_refused() {
        assertThat(faults(FORMULA.replace("\"type\": \"number\"", "\"type\": \"money\""), CURVE))
                .containsExactly(
                        "figure.type | JSON, line 12:15, /lines/0/type: found own figure \"poverty curve\" as money;"
                                + " allowed: a number, which the one that was given gives. Correct the type, or give the reader the"
                                + " figure that the document means.");
    }

    @Test
    void every_other_fault_of_the_line_is_told() {
        String empty = FORMULA.replaceFirst("(?s)\"of\": \\[.*?\\]", "\"of\": []");
        String wrong = FORMULA.replace("\"poverty curve\"", "7")
                .replace("\"type\": \"number\"", "\"type\": \"text\"")
                .replace("{\"fact\": \"poverty share\"}", "{\"figure\": \"poverty\"}");
        String without = FORMULA.replaceFirst("\"type\": \"number\",", "");

        assertThat(faults(empty, CURVE)).hasSize(1).first().asString().contains("/lines/0", "has no input");
        assertThat(faults(wrong, CURVE))
                .extracting(fault -> fault.replaceFirst(": .*", ""))
                .containsExactlyInAnyOrder(
                        "json.type | JSON, line 11:20, /lines/0/ownFigure",
                        "json.value | JSON, line 12:15, /lines/0/type",
                        "line.later | JSON, line 14:20, /lines/0/of/0/figure");
        assertThat(faults(without, CURVE)).hasSize(1).first().asString().contains("\"type\"");
        assertThat(Schemas.faults("formula", empty)).isNotEmpty();
        assertThat(Schemas.faults("formula", wrong)).isNotEmpty();
        assertThat(Schemas.faults("formula", without)).isNotEmpty();
    }

    @Test
    void two_figures_of_one_name_cannot_be_given() {
        OwnFigure other = OwnFigure.money("poverty curve", "x", inputs -> Optional.empty());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormulaJson.parse(FORMULA, CURVE, other))
                .withMessage("two own figures \"poverty curve\"; rename one of them");
    }

    @Test
    void an_allocation_is_written_with_its_working() throws IOException {
        District district = District.named("Springfield")
                .school(School.of("1", "Lincoln")
                        .enrolling(
                                Enrollment.in(GradeSpan.ALL_GRADES).pupils(100).build())
                        .number("poverty share", new BigDecimal("0.05"))
                        .build())
                .revenue(GENERAL, Money.parse("1000.00"))
                .build();
        Allocation allocation = model().resolve(district, FiscalYear.of(2027)).allocate();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AllocationJson.write(allocation, bytes);
        String json = bytes.toString(StandardCharsets.UTF_8);

        assertThat(Schemas.faults("allocation", json)).isEmpty();
        // √0.05 = 0.2236… to four digits, rounded up to 0.23, times 1,000
        assertThat(json.replaceAll("\\s+", " "))
                .contains("\"text\": \"poverty curve of (0.05 (poverty share); 100 pupils)\"")
                .contains("], \"type\": \"number\", \"note\": \"poverty curve\", \"value\": \"0.2236\"")
                .contains("\"rounded\": \"230.00\"");
        Path file = folder.resolve("allocation.json");
        AllocationJson.write(allocation, file);
        assertThat(AllocationJson.differences(file, allocation).stream().map(Problem::message))
                .isEmpty();
        Allocation again = FundingModelJson.parse(FundingModelJson.toJson(model()), CURVE)
                .resolve(district, FiscalYear.of(2027))
                .allocate();
        assertThat(again.stamp()).isEqualTo(allocation.stamp());
    }
}
