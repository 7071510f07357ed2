package org.perpupil.io.excel;

import java.util.List;
import java.util.function.Function;
import org.perpupil.exact.Rational;
import org.perpupil.formula.allocation.Working;

/**
 * How large the numbers are that a value is computed from.
 *
 * <p>A spreadsheet keeps about 15 digits of each. A small difference of large numbers has no more places right than they have, so
 * how far a computed value may be trusted hangs on them and not on its own size.
 */
final class Magnitude {
    private final Function<String, Rational> ofLine;

    /** @param ofLine the magnitude of an earlier line by its name; 0 for one that is rounded, which is right as it stands */
    Magnitude(Function<String, Rational> ofLine) {
        this.ofLine = ofLine;
    }

    /** Returns the largest number as it counts in the value, at least the value itself without its sign; 0 if it has none. */
    Rational of(Working working) {
        Rational own = size(working);
        if (working.value().isEmpty()) {
            return own;
        }
        if (working instanceof Working.Given given && given.kind() == Working.Given.Kind.LINE) {
            return own.max(ofLine.apply(given.name()));
        }
        return working instanceof Working.Made made && !made.parts().isEmpty() ? own.max(ofParts(made)) : own;
    }

    private Rational ofParts(Working.Made made) {
        List<Working> parts = made.parts();
        return switch (made.operation()) {
            case SUM, DIFFERENCE -> largest(parts);
            case PRODUCT -> ofProduct(parts);
            case QUOTIENT -> {
                Rational divisor = size(parts.get(1));
                Rational inDivisor = size(made).times(of(parts.get(1)));
                yield of(parts.get(0)).max(inDivisor).dividedBy(divisor);
            }
            // What was not taken takes no digits from what was.
            case LEAST, GREATEST ->
                largest(parts.stream()
                        .filter(part -> part.value().equals(made.value()))
                        .toList());
            case CHOICE, BAND -> of(parts.get(0));
            case RAMP -> ofRamp(parts);
            // A value of the caller's own.
            case OWN -> Rational.ZERO;
        };
    }

    private Rational largest(List<Working> parts) {
        return parts.stream().map(this::of).reduce(Rational.ZERO, Rational::max);
    }

    private Rational ofProduct(List<Working> factors) {
        Rational largest = Rational.ZERO;
        for (int factor = 0; factor < factors.size(); factor++) {
            Rational product = of(factors.get(factor));
            for (int other = 0; other < factors.size(); other++) {
                product = other == factor ? product : product.times(size(factors.get(other)));
            }
            largest = largest.max(product);
        }
        return largest;
    }

    private Rational ofRamp(List<Working> parts) {
        Rational ends = of(parts.get(2)).max(of(parts.get(4)));
        Rational run = value(parts.get(3)).minus(value(parts.get(1)));
        if (run.isZero()) {
            return ends;
        }
        Rational slope = value(parts.get(4)).minus(value(parts.get(2))).dividedBy(run);
        Rational along = largest(List.of(parts.get(0), parts.get(1), parts.get(3)));
        return ends.max(along.times(slope.max(slope.negated())));
    }

    private static Rational value(Working working) {
        return working.value().orElse(Rational.ZERO);
    }

    private static Rational size(Working working) {
        Rational value = value(working);
        return value.max(value.negated());
    }
}
