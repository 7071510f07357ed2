package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.problem.Problem;

/** What more than one document of equity has: doubles, and who was left out and why. */
final class EquityParts {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,400}(\\.\\d{1,400})?([eE][+-]?\\d{1,4})?");
    private static final Pattern NOT_ZERO = Pattern.compile("-?[0.]*[1-9].*");

    /** What machines leave the same of a figure: they differ in the last digits of logarithms and of distributions. */
    private static final double SAME = 1e-9;

    private EquityParts() {}

    /**
     * Writes a double such that the same double comes back.
     *
     * @param number a finite one
     */
    static void writeNumber(JsonGenerator out, String key, double number) throws IOException {
        out.writeStringField(key, Double.toString(number));
    }

    /** Reads the double that is nearest to a decimal. */
    static Optional<Double> number(JsonValue value) {
        return value.parsed(
                text -> {
                    if (!NUMBER.matcher(text).matches()) {
                        throw new IllegalArgumentException();
                    }
                    double number = Double.parseDouble(text);
                    if (!Double.isFinite(number)
                            || (number == 0 && NOT_ZERO.matcher(mantissa(text)).matches())) {
                        throw new IllegalArgumentException();
                    }
                    return number;
                },
                "a number in quotes that a double can hold, such as \"-2.5\" or \"1.0E-7\"");
    }

    private static String mantissa(String text) {
        return text.split("[eE]", 2)[0];
    }

    /** Tells whether two figures are the same text, or numbers that a double can hold and that agree to nine digits. */
    static boolean isSame(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        if (!NUMBER.matcher(one).matches() || !NUMBER.matcher(other).matches()) {
            return false;
        }
        double left = Double.parseDouble(one);
        double right = Double.parseDouble(other);
        return Double.isFinite(left)
                && Double.isFinite(right)
                && Math.abs(left - right) <= SAME * Math.max(Math.abs(left), Math.abs(right));
    }

    /** Writes who was left out, unless that is nobody. */
    static void writeLeftOut(JsonGenerator out, Collection<Problem> leftOut) throws IOException {
        JsonParts.writeLines(out, "leftOut", leftOut, (line, problem) -> {
            line.writeStringField("code", problem.code());
            line.writeStringField("place", problem.place());
            line.writeStringField("found", problem.found());
            line.writeStringField("allowed", problem.allowed());
            line.writeStringField("remedy", problem.remedy());
        });
    }

    static List<Problem> leftOut(JsonValue.Fields fields) {
        return fields.list("leftOut", EquityParts::problem);
    }

    private static Optional<Problem> problem(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields =
                value.fields(ImmutableSet.of("code", "place", "found", "allowed", "remedy"), Set.of());
        Optional<String> code = fields.get("code", CoreJson::name);
        Optional<String> place = fields.get("place", CoreJson::name);
        Optional<String> found = fields.get("found", CoreJson::name);
        Optional<String> allowed = fields.get("allowed", CoreJson::name);
        Optional<String> remedy = fields.get("remedy", CoreJson::name);
        return value.document()
                .make(
                        mark,
                        value,
                        () -> new Problem(
                                code.orElseThrow(),
                                place.orElseThrow(),
                                found.orElseThrow(),
                                allowed.orElseThrow(),
                                remedy.orElseThrow()));
    }
}
