package org.perpupil.formula.allocation;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.perpupil.district.FiscalYear;
import org.perpupil.exact.Rational;
import org.perpupil.formula.ValueType;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;

/** How a value came about, as a tree: counts, rates and facts at the leaves, what was done with them above. */
public sealed interface Working {

    ValueType type();

    /** Returns the exact value; empty if there is none. */
    Optional<Rational> value();

    /** Returns why there is no value. */
    Optional<String> why();

    /** Returns what this was made from, in order. */
    List<Working> parts();

    /** Returns the working as one expression for people, such as {@code 412 pupils (elementary) × $3,741.00}. */
    String text(String currencySign);

    /** Pupils that were counted. */
    record Count(
            PupilGroup group,
            Optional<GradeSpan> span,
            Optional<CountBasis> basis,
            Optional<String> estimate,
            Optional<Rational> value,
            Optional<String> why)
            implements Working {
        @Override
        public ValueType type() {
            return ValueType.NUMBER;
        }

        @Override
        public List<Working> parts() {
            return List.of();
        }

        @Override
        public String text(String currencySign) {
            ImmutableList.Builder<String> words = ImmutableList.builder();
            if (!group.equals(NeedCategory.ALL_PUPILS)) {
                words.add(group.name());
            }
            span.ifPresent(in -> words.add(in.name()));
            basis.ifPresent(counted -> words.add(counted.name()));
            estimate.ifPresent(how -> words.add("estimate"));
            String of = String.join(", ", words.build());
            return Wording.value(this, currencySign)
                    + (value.filter(Rational.ONE_WHOLE::equals).isPresent() ? " pupil" : " pupils")
                    + (of.isEmpty() ? "" : " (" + of + ")");
        }
    }

    /**
     * A value that was given, or found before.
     *
     * @param name what it is called; empty for a value that is only itself
     * @param citation where it comes from; empty if nothing is said
     * @param dated which value of a parameter it is; empty for all other kinds
     */
    record Given(
            Kind kind,
            String name,
            String citation,
            ValueType type,
            Optional<Rational> value,
            Optional<String> why,
            Optional<Dated> dated)
            implements Working {

        /** A value that is no parameter. */
        public Given(
                Kind kind,
                String name,
                String citation,
                ValueType type,
                Optional<Rational> value,
                Optional<String> why) {
            this(kind, name, citation, type, value, why, Optional.empty());
        }

        /**
         * Which value of a parameter was taken.
         *
         * @param year the year it is the value of: the year of the allocation, or an earlier one where the formula says so
         * @param entry which entry of a table it is: a text of the school, or the name of a span; empty for a single value
         * @param printed what the document prints, where that is another number than the value
         */
        public record Dated(FiscalYear year, Optional<String> entry, Optional<String> printed) {}

        /** What kind of value it is. */
        public enum Kind {
            CONSTANT,
            PARAMETER,
            FACT,
            DECIDED,
            LAST_YEAR,
            SOURCE,
            LINE,
            LEVEL,
            TOTAL,
            RANK
        }

        @Override
        public List<Working> parts() {
            return List.of();
        }

        @Override
        public String text(String currencySign) {
            String words = Wording.value(this, currencySign);
            return name.isEmpty()
                    ? words
                    : words + " (" + label()
                            + dated.flatMap(Dated::printed)
                                    .map(text -> ", printed as " + text)
                                    .orElse("")
                            + ")";
        }

        /** Returns the name, with the entry if it is one of a table: such as {@code base, elementary}. */
        public String label() {
            return name + dated.flatMap(Dated::entry).map(of -> ", " + of).orElse("");
        }
    }

    /**
     * A value made from others.
     *
     * @param note what decided a choice; empty if nothing did
     */
    record Made(
            Operation operation,
            ValueType type,
            List<Working> parts,
            Optional<Rational> value,
            Optional<String> why,
            String note)
            implements Working {

        /** What was done. */
        public enum Operation {
            SUM(" + "),
            DIFFERENCE(" − "),
            PRODUCT(" × "),
            QUOTIENT(" ÷ "),
            LEAST("; "),
            GREATEST("; "),
            /** The first part is what was chosen; the note says why. */
            CHOICE(""),
            /** As a choice; what decided it is a number among the parts after the first. */
            BAND(""),
            /** x, then the two points. */
            RAMP("; "),
            /** A caller's own figure, which the note names, of the parts. */
            OWN("; ");

            private final String sign;

            Operation(String sign) {
                this.sign = sign;
            }

            /**
             * Returns what the operation gives; of a choice and a band what was chosen, the first value.
             *
             * @param values one for each part, in order
             * @throws ArithmeticException if it divides by zero
             * @throws IllegalArgumentException if it is a caller's own figure
             */
            public Rational of(List<Rational> values) {
                return switch (this) {
                    case SUM -> values.stream().reduce(Rational.ZERO, Rational::plus);
                    case DIFFERENCE -> values.get(0).minus(values.get(1));
                    case PRODUCT -> values.stream().reduce(Rational.ONE_WHOLE, Rational::times);
                    case QUOTIENT -> values.get(0).dividedBy(values.get(1));
                    case LEAST -> values.stream().reduce(Rational::min).orElseThrow();
                    case GREATEST -> values.stream().reduce(Rational::max).orElseThrow();
                    case CHOICE, BAND -> values.get(0);
                    case RAMP -> onRamp(values.get(0), values.subList(1, 3), values.subList(3, 5));
                    case OWN -> throw new IllegalArgumentException("only the caller can compute an own figure");
                };
            }

            private static Rational onRamp(Rational x, List<Rational> from, List<Rational> to) {
                if (from.get(0).compareTo(to.get(0)) > 0) {
                    return onRamp(x, to, from); // from right to left it is the same line
                }
                if (x.compareTo(from.get(0)) <= 0) {
                    return from.get(1);
                }
                if (x.compareTo(to.get(0)) >= 0) {
                    return to.get(1);
                }
                Rational rise = to.get(1).minus(from.get(1));
                Rational run = to.get(0).minus(from.get(0));
                return from.get(1).plus(rise.times(x.minus(from.get(0))).dividedBy(run));
            }
        }

        public Made {
            parts = ImmutableList.copyOf(parts);
        }

        @Override
        public String text(String currencySign) {
            if (parts.isEmpty()) {
                return Wording.value(this, currencySign);
            }
            return switch (operation) {
                case SUM, DIFFERENCE, PRODUCT, QUOTIENT -> joined(currencySign);
                case LEAST -> "the least of (" + joined(currencySign) + ")";
                case GREATEST -> "the greatest of (" + joined(currencySign) + ")";
                case OWN -> note + " of (" + joined(currencySign) + ")";
                case RAMP -> Wording.value(this, currencySign) + " (" + note + ")";
                case CHOICE, BAND -> parts.get(0).text(currencySign) + (note.isEmpty() ? "" : " [" + note + "]");
            };
        }

        /** What a choice shows, which binds as it would without the choice. */
        private Working chosen() {
            boolean isChoice = operation == Operation.CHOICE || operation == Operation.BAND;
            return isChoice && parts.get(0) instanceof Made made ? made.chosen() : isChoice ? parts.get(0) : this;
        }

        private String joined(String currencySign) {
            boolean binds = operation == Operation.PRODUCT || operation == Operation.QUOTIENT;
            StringBuilder text = new StringBuilder();
            for (Working part : parts) {
                boolean first = text.isEmpty();
                Working inside = part instanceof Made made ? made.chosen() : part;
                boolean sum = inside instanceof Made made
                        && made.parts.size() > 1
                        && (made.operation == Operation.SUM || made.operation == Operation.DIFFERENCE);
                boolean product = inside instanceof Made made
                        && made.parts.size() > 1
                        && (made.operation == Operation.PRODUCT || made.operation == Operation.QUOTIENT);
                boolean brackets = (sum && (binds || (operation == Operation.DIFFERENCE && !first)))
                        || (product
                                && ((operation == Operation.QUOTIENT && !first)
                                        || (operation == Operation.PRODUCT
                                                && ((Made) inside).operation == Operation.QUOTIENT)));
                text.append(first ? "" : operation.sign)
                        .append(brackets ? "(" : "")
                        .append(part.text(currencySign))
                        .append(brackets ? ")" : "");
            }
            return text.toString();
        }
    }
}
