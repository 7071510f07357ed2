package org.perpupil.formula.allocation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.exact.Rational;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;

/**
 * A working read as "so much for each pupil": a constant and an amount for each count.
 *
 * @param constant what does not depend on a count
 * @param perPupil for each count, what one more pupil adds
 */
record LinearForm(Rational constant, Map<Cell, Rational> perPupil) {

    /** A count: of a group, in a span or in the whole school. */
    record Cell(PupilGroup group, Optional<GradeSpan> span) {}

    /** Returns the form of a working; empty if it has no value, or is not proportional to counts. */
    static Optional<LinearForm> of(Working working, Map<String, LineResult> lines) {
        if (working.value().isEmpty()) {
            return Optional.empty();
        }
        if (working instanceof Working.Count count) {
            return Optional.of(
                    new LinearForm(Rational.ZERO, Map.of(new Cell(count.group(), count.span()), Rational.ONE_WHOLE)));
        }
        if (working instanceof Working.Given given) {
            LineResult line = lines.get(given.name());
            return given.kind() == Working.Given.Kind.LINE && line != null
                    ? ofLine(line, lines)
                    : Optional.of(new LinearForm(working.value().get(), Map.of()));
        }
        return ofMade((Working.Made) working, lines);
    }

    private static Optional<LinearForm> ofLine(LineResult line, Map<String, LineResult> lines) {
        Optional<LinearForm> exact = line.working().flatMap(working -> of(working, lines));
        if (isConstant(exact)) {
            return line.value().map(value -> new LinearForm(value, Map.of()));
        }
        // Cents that an amount is rounded by are not part of a rate; a figure that is rounded (positions) is a step.
        boolean step = !line.line().form().isAmount() && line.rounding().isPresent();
        return step ? Optional.empty() : exact;
    }

    private static Optional<LinearForm> ofMade(Working.Made made, Map<String, LineResult> lines) {
        List<Optional<LinearForm>> forms =
                made.parts().stream().map(part -> of(part, lines)).toList();
        return switch (made.operation()) {
            case CHOICE -> forms.get(0);
            case BAND -> forms.stream().skip(1).allMatch(LinearForm::isConstant) ? forms.get(0) : Optional.empty();
            case SUM -> sum(made, forms, 1);
            case DIFFERENCE -> sum(made, forms, -1);
            case PRODUCT -> product(forms);
            case QUOTIENT ->
                isConstant(forms.get(1))
                        ? forms.get(0)
                                .map(form -> form.times(Rational.ONE_WHOLE.dividedBy(
                                        forms.get(1).orElseThrow().constant)))
                        : Optional.empty();
            default ->
                forms.stream().allMatch(LinearForm::isConstant)
                        ? Optional.of(new LinearForm(made.value().orElseThrow(), Map.of()))
                        : Optional.empty();
        };
    }

    /** A sum skips parts without a value, as sums over lines do. */
    private static Optional<LinearForm> sum(Working.Made made, List<Optional<LinearForm>> forms, int later) {
        LinearForm sum = new LinearForm(Rational.ZERO, Map.of());
        for (int i = 0; i < forms.size(); i++) {
            if (made.parts().get(i).value().isEmpty()) {
                continue;
            }
            if (forms.get(i).isEmpty()) {
                return Optional.empty();
            }
            sum = sum.plus(forms.get(i).get().times(Rational.of(i == 0 ? 1 : later)));
        }
        return Optional.of(sum);
    }

    private static Optional<LinearForm> product(List<Optional<LinearForm>> forms) {
        LinearForm product = new LinearForm(Rational.ONE_WHOLE, Map.of());
        for (Optional<LinearForm> factor : forms) {
            if (factor.isEmpty() || !(product.isConstant() || factor.get().isConstant())) {
                return Optional.empty();
            }
            product =
                    product.isConstant() ? factor.get().times(product.constant) : product.times(factor.get().constant);
        }
        return Optional.of(product);
    }

    private static boolean isConstant(Optional<LinearForm> form) {
        return form.filter(LinearForm::isConstant).isPresent();
    }

    boolean isConstant() {
        return perPupil.isEmpty();
    }

    private LinearForm plus(LinearForm other) {
        Map<Cell, Rational> sum = new LinkedHashMap<>(perPupil);
        other.perPupil.forEach((cell, rate) -> sum.merge(cell, rate, Rational::plus));
        return new LinearForm(constant.plus(other.constant), sum);
    }

    private LinearForm times(Rational factor) {
        Map<Cell, Rational> product = new LinkedHashMap<>();
        perPupil.forEach((cell, rate) -> product.put(cell, rate.times(factor)));
        return new LinearForm(constant.times(factor), product);
    }
}
