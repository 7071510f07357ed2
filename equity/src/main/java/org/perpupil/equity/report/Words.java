package org.perpupil.equity.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perpupil.equity.inequality.DollarsPerPupil;
import org.perpupil.equity.internal.FigureText;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.report.ReportSection.Form;

/** How a report says what is said in several sections. */
final class Words {
    private static final Pattern DOLLARS = Pattern.compile("dollars per pupil|dollars are|dollars");

    /** Something in quotes, or a number with more than two decimals or an exponent. */
    private static final Pattern LONG_NUMBER =
            Pattern.compile("\"[^\"]*\"|(?<![\\w.,-])(-?\\d+\\.(?:\\d{3,}|\\d+(?=E))(?:E-?\\d+)?)(?![\\w])");

    private Words() {}

    static String quoted(String column) {
        return "\"" + column + "\"";
    }

    static String units(int many) {
        return counted(many, "unit");
    }

    static String degrees(int many) {
        return Form.COUNT.of(many) + (many == 1 ? " degree of freedom" : " degrees of freedom");
    }

    static String counted(int many, String what) {
        return Form.COUNT.of(many) + " " + what + (many == 1 ? "" : "s");
    }

    static String percent(double share) {
        return Form.COUNT.of(share) + "%";
    }

    /** Returns a share that was asked for, to its last digit: no two shares have the same name. */
    static String share(double percent) {
        return FigureText.exact(percent) + "%";
    }

    /** Returns why there is no figure. */
    static String none(String why) {
        return "none: " + rounded(why);
    }

    /** Returns a text with the long numbers in it rounded to four digits; names in quotes stay as they are. */
    static String rounded(String text) {
        return LONG_NUMBER
                .matcher(text)
                .replaceAll(match -> match.group(1) == null
                        ? Matcher.quoteReplacement(match.group())
                        : Form.DIGITS.of(Double.parseDouble(match.group(1))));
    }

    /** Returns what a regression explains. */
    static String explained(Fit fit) {
        return (fit.regression().isLogarithm() ? "ln " : "")
                + quoted(fit.regression().dependent());
    }

    static String counted(DollarsPerPupil spending) {
        return "n = " + units(spending.units())
                + (countsOnce(spending) ? ", each counting once" : withPupils(spending));
    }

    private static String withPupils(DollarsPerPupil spending) {
        return ", each counting with its pupils, %s in all".formatted(Form.COUNT.of(spending.pupils()));
    }

    /** Where every unit has one pupil, to count once and to count with its pupils are the same. */
    private static boolean countsOnce(DollarsPerPupil spending) {
        return spending.pupils() == spending.units();
    }

    static String counted(Inference inference) {
        Fit fit = inference.fit();
        return "n = %s, %s; standard errors %s, %s"
                .formatted(
                        units(fit.rows()),
                        fit.regression()
                                .weight()
                                .map("each counting with its \"%s\""::formatted)
                                .orElse("each counting once"),
                        errors(inference),
                        degrees(inference.degreesOfFreedom()));
    }

    static String errors(Inference inference) {
        return inference
                .clusteredBy()
                .map(column -> "%s in %s clusters by \"%s\""
                        .formatted(inference.kind(), Form.COUNT.of(inference.clusters()), column))
                .orElseGet(() -> inference.kind() == Covariance.CLASSICAL
                        ? "classical"
                        : inference.kind().toString());
    }

    /** Returns a text about dollars as one about a column: what is analysed may be an outcome. */
    static String of(String column, String text) {
        return ofAmounts(quoted(column), text);
    }

    /** Returns a text about dollars as one about whatever it was that was measured. */
    static String ofAmounts(String what, String text) {
        String name = Matcher.quoteReplacement(what);
        return DOLLARS.matcher(text).replaceAll(match -> name + (match.group().endsWith(" are") ? " is" : ""));
    }
}
