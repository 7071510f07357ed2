package org.perpupil.formula.allocation;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Form;
import org.perpupil.formula.ValueType;

/**
 * What a line would come to if it were done again by hand with the numbers as they are shown: rates as their documents print them,
 * endless digits cut to 12 places. It is told only where the result would be another one.
 *
 * @param numbers the numbers that are shown otherwise than they are computed with, such as {@code the printed 0.3 (poverty weight)}
 * @param value what would come out, rounded as the result is; empty if nothing would, as it divides by a number shown as 0
 * @param difference the value less the result; empty without a value
 * @param text both as a sentence for people
 */
public record AsShown(List<String> numbers, Optional<Rational> value, Optional<Rational> difference, String text) {

    private static final int HUNDRED = 100;
    private static final Pattern THOUSANDS = Pattern.compile("-?\\d{1,3}(,\\d{3})+(\\.\\d*)?\\s*%?");

    public AsShown {
        numbers = ImmutableList.copyOf(numbers);
    }

    /** Returns what a line would come to; empty if that is its result, or it has none. */
    static Optional<AsShown> of(LineResult result, String sign) {
        if (result.working().isEmpty() || result.value().isEmpty()) {
            return Optional.empty();
        }
        Working working = result.working().get();
        Set<String> numbers = new LinkedHashSet<>();
        collect(working, sign, numbers);
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        ValueType type = result.line().form().type();
        Optional<Rational> redone = redone(working, sign);
        if (redone.filter(value -> agrees(value, result)).isPresent()) {
            return Optional.empty();
        }
        Optional<Rational> value = redone.map(exact -> rounded(exact, result));
        Optional<Rational> difference =
                value.map(other -> other.minus(result.value().get()));
        return Optional.of(new AsShown(
                ImmutableList.copyOf(numbers),
                value,
                difference,
                "with %s it would %s"
                        .formatted(
                                joined(ImmutableList.copyOf(numbers)),
                                difference
                                        .map(apart -> "be %s, %s %s"
                                                .formatted(
                                                        Wording.of(value.orElseThrow(), type, sign),
                                                        Wording.of(abs(apart), type, sign),
                                                        apart.signum() < 0 ? "less" : "more"))
                                        .orElse("divide by zero"))));
    }

    private static String joined(List<String> numbers) {
        int last = numbers.size() - 1;
        return last == 0
                ? numbers.get(0)
                : numbers.stream().limit(last).collect(Collectors.joining(", ")) + " and " + numbers.get(last);
    }

    private static Rational abs(Rational number) {
        return number.signum() < 0 ? number.negated() : number;
    }

    /** The parts that a value was made of; of a choice what was chosen. */
    private static List<Working> used(Working working) {
        return working instanceof Working.Made made && isChoice(made)
                ? made.parts().subList(0, 1)
                : working.parts();
    }

    private static boolean isChoice(Working.Made made) {
        return made.operation() == Working.Made.Operation.CHOICE || made.operation() == Working.Made.Operation.BAND;
    }

    /** A caller's own figure cannot be done again by hand; it is taken as it is. */
    private static boolean isOwn(Working working) {
        return working instanceof Working.Made made && made.operation() == Working.Made.Operation.OWN;
    }

    private static void collect(Working working, String sign, Set<String> numbers) {
        if (isOwn(working)) {
            return;
        }
        if (working.value().isPresent() && isShownWhole(working)) {
            Rational exact = working.value().get();
            Rational shown = shown(working, sign);
            String name =
                    working instanceof Working.Given given && !given.name().isEmpty() ? " (" + given.label() + ")" : "";
            if (!shown.equals(exact)) {
                numbers.add(printed(working)
                        .filter(text -> parsed(text, sign).isPresent())
                        .map(text -> "the printed " + text + name)
                        .orElseGet(() -> "the shown " + Wording.of(shown, working.type(), sign) + name));
            }
        }
        used(working).forEach(part -> collect(part, sign, numbers));
    }

    /** Whether a working shows a number of its own rather than what it is made of. */
    private static boolean isShownWhole(Working working) {
        return used(working).isEmpty()
                || (working instanceof Working.Made made && made.operation() == Working.Made.Operation.RAMP);
    }

    private static Optional<Rational> redone(Working working, String sign) {
        if (isOwn(working)) {
            return working.value();
        }
        if (used(working).isEmpty()) {
            return working.value().map(any -> shown(working, sign));
        }
        Working.Made made = (Working.Made) working;
        List<Optional<Rational>> parts =
                used(made).stream().map(part -> redone(part, sign)).toList();
        if (parts.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        List<Rational> values = parts.stream().map(Optional::orElseThrow).toList();
        if (made.operation() == Working.Made.Operation.QUOTIENT && values.get(1).isZero()) {
            return Optional.empty();
        }
        Rational value = made.operation().of(values);
        return Optional.of(isShownWhole(made) ? Wording.shown(value) : value);
    }

    /** The number that is shown at a leaf. */
    private static Rational shown(Working leaf, String sign) {
        return printed(leaf)
                .flatMap(text -> parsed(text, sign))
                .orElseGet(() -> Wording.shown(leaf.value().orElseThrow()));
    }

    private static Optional<String> printed(Working working) {
        return working instanceof Working.Given given
                ? given.dated().flatMap(Working.Given.Dated::printed)
                : Optional.empty();
    }

    /** A document may print {@code $4,123}, {@code 34%} or words; words are no number to do a line again with. */
    private static Optional<Rational> parsed(String printed, String sign) {
        String text = printed.replace(sign, "").replace('−', '-').strip();
        if (text.indexOf(',') >= 0) {
            // A comma between thousands is dropped; 4,5 may be four and a half, and is no number to do a line again
            // with.
            if (!THOUSANDS.matcher(text).matches()) {
                return Optional.empty();
            }
            text = text.replace(",", "");
        }
        boolean percent = text.endsWith("%");
        try {
            Rational number = Rational.parse(
                    percent ? text.substring(0, text.length() - 1).strip() : text);
            return Optional.of(percent ? number.dividedBy(Rational.of(HUNDRED)) : number);
        } catch (IllegalArgumentException | ArithmeticException noNumber) {
            return Optional.empty();
        }
    }

    private static boolean agrees(Rational redone, LineResult result) {
        Rational value = result.value().orElseThrow();
        if (result.rounding().isEmpty()) {
            return Wording.asResult(redone).equals(Wording.asResult(value));
        }
        // Digits that were cut may leave a whole cent a hair short, which nobody who shares out cents would drop.
        return rounded(redone, result).equals(value)
                || (isShared(result) && result.rounding().get().apply(redone).equals(value));
    }

    private static Rational rounded(Rational redone, LineResult result) {
        if (result.rounding().isEmpty()) {
            return Wording.asResult(redone);
        }
        Rounding rounding = result.rounding().get();
        if (!isShared(result)) {
            return rounding.apply(redone);
        }
        Rational unit = Rational.of(rounding.unit());
        Rational last = result.gotUnit() ? unit : Rational.ZERO;
        return rounding.down().apply(redone).plus(redone.signum() < 0 ? last.negated() : last);
    }

    /** Whether the part took its share in the last units; one that a bound pins is the bound, rounded by itself. */
    static boolean isShared(LineResult result) {
        return result.line().form() instanceof Form.Shared
                && result.part().flatMap(SharedPart::pinnedAt).isEmpty();
    }
}
