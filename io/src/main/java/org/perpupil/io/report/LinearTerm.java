package org.perpupil.io.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.RateTable;
import org.perpupil.formula.Selection;
import org.perpupil.formula.Term;
import org.perpupil.formula.TermVisitor;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;

/**
 * A term as "so much for each pupil", read off the definition alone; empty for a term that hangs on anything of a school but counts,
 * or on them in another way.
 *
 * @param constant what does not hang on a count
 * @param perPupil for each count, what one more pupil adds
 */
record LinearTerm(Rational constant, Map<Count, Rational> perPupil) {

    /** A count: of a group, in a span or the whole school, on a basis or the school's own. */
    record Count(PupilGroup group, Optional<GradeSpan> span, Optional<CountBasis> basis) {}

    static Optional<LinearTerm> of(Defined defined, Term term) {
        return term.accept(new Reader(defined));
    }

    private static LinearTerm of(Rational constant) {
        return new LinearTerm(constant, Map.of());
    }

    boolean isConstant() {
        return perPupil.isEmpty();
    }

    private LinearTerm plus(LinearTerm other) {
        Map<Count, Rational> sum = new LinkedHashMap<>(perPupil);
        other.perPupil.forEach((count, rate) -> sum.merge(count, rate, Rational::plus));
        return new LinearTerm(constant.plus(other.constant), sum);
    }

    private LinearTerm times(Rational factor) {
        Map<Count, Rational> product = new LinkedHashMap<>();
        perPupil.forEach((count, rate) -> product.put(count, rate.times(factor)));
        return new LinearTerm(constant.times(factor), product);
    }

    /** Reads terms; everything that has no case of its own is not so much for each pupil. */
    private record Reader(Defined defined) implements TermVisitor<Optional<LinearTerm>> {

        @Override
        public Optional<LinearTerm> constant(Term.Constant term) {
            return Optional.of(of(term.value()));
        }

        @Override
        public Optional<LinearTerm> parameterValue(Term.ParameterValue term) {
            return defined.entry(term.name(), term.yearsBack())
                    .filter(ParameterEntry.Single.class::isInstance)
                    .filter(entry -> term.by().isEmpty())
                    .map(entry -> of(((ParameterEntry.Single) entry).value()));
        }

        @Override
        public Optional<LinearTerm> pupils(Term.Pupils term) {
            return Optional.of(new LinearTerm(
                    Rational.ZERO, Map.of(new Count(term.group(), term.span(), term.basis()), Rational.ONE_WHOLE)));
        }

        @Override
        public Optional<LinearTerm> perPupil(Term.PerPupil term) {
            Map<GradeSpan, Rational> rates;
            if (term.table() instanceof RateTable.Named named) {
                if (!(defined.entry(named.parameter(), 0).orElse(null) instanceof ParameterEntry.BySpan table)) {
                    return Optional.empty();
                }
                rates = table.values();
            } else {
                rates = ((RateTable.Stated) term.table()).bySpan();
            }
            Map<Count, Rational> perPupil = new LinkedHashMap<>();
            rates.forEach((span, rate) -> perPupil.put(new Count(term.group(), Optional.of(span), term.basis()), rate));
            return Optional.of(new LinearTerm(Rational.ZERO, perPupil));
        }

        @Override
        public Optional<LinearTerm> lineValue(Term.LineValue term) {
            return ofLine(term.line());
        }

        @Override
        public Optional<LinearTerm> sumOf(Term.SumOf term) {
            if (term.lines().reach() != Selection.Reach.LINES) {
                return Optional.empty();
            }
            List<String> names = term.lines().names().stream()
                    .filter(name -> !term.lines().except().contains(name))
                    .toList();
            return sum(names, this::ofLine);
        }

        /** A line that some schools do not have is not the same for every pupil; cents of an amount are no part of a rate. */
        private Optional<LinearTerm> ofLine(String name) {
            Line line = defined.line(name);
            boolean everywhere = line.where().isEmpty()
                    && line.exceptions().isEmpty()
                    && line.source()
                            .flatMap(source -> defined.decision(source.id()))
                            .flatMap(decision -> decision.eligible())
                            .isEmpty();
            if (!everywhere || !(line.form() instanceof Form.Amount || line.form() instanceof Form.Figure)) {
                return Optional.empty();
            }
            Optional<LinearTerm> exact = line.form().terms().get(0).accept(this);
            if (exact.filter(LinearTerm::isConstant).isPresent()) {
                return exact.map(form -> of(defined.rounding(line)
                        .map(rounding -> rounding.apply(form.constant))
                        .orElse(form.constant)));
            }
            boolean isStep = !line.form().isAmount() && defined.rounding(line).isPresent();
            return isStep ? Optional.empty() : exact;
        }

        @Override
        public Optional<LinearTerm> plus(Term.Plus term) {
            return sum(term.parts(), part -> part.accept(this));
        }

        private static <T> Optional<LinearTerm> sum(List<T> parts, Function<T, Optional<LinearTerm>> form) {
            Optional<LinearTerm> sum = Optional.of(of(Rational.ZERO));
            for (T part : parts) {
                Optional<LinearTerm> more = form.apply(part);
                sum = sum.flatMap(so -> more.map(so::plus));
            }
            return sum;
        }

        @Override
        public Optional<LinearTerm> minus(Term.Minus term) {
            Optional<LinearTerm> right = term.right().accept(this);
            return term.left().accept(this).flatMap(left -> right.map(less -> left.plus(less.times(Rational.of(-1)))));
        }

        @Override
        public Optional<LinearTerm> times(Term.Times term) {
            Optional<LinearTerm> product = Optional.of(of(Rational.ONE_WHOLE));
            for (Term part : term.parts()) {
                Optional<LinearTerm> factor = part.accept(this);
                product = product.flatMap(so -> factor.flatMap(by -> product(so, by)));
            }
            return product;
        }

        private static Optional<LinearTerm> product(LinearTerm left, LinearTerm right) {
            if (left.isConstant()) {
                return Optional.of(right.times(left.constant));
            }
            return right.isConstant() ? Optional.of(left.times(right.constant)) : Optional.empty();
        }

        @Override
        public Optional<LinearTerm> over(Term.Over term) {
            Optional<LinearTerm> right =
                    term.right().accept(this).filter(LinearTerm::isConstant).filter(by -> !by.constant.isZero());
            return term.left()
                    .accept(this)
                    .flatMap(left -> right.map(by -> left.times(Rational.ONE_WHOLE.dividedBy(by.constant))));
        }

        /** A count that is 0 where it is not known is that count. */
        @Override
        public Optional<LinearTerm> ifMissing(Term.IfMissing term) {
            boolean orNothing = term.instead() instanceof Term.Constant constant
                    && constant.value().isZero();
            return orNothing ? term.of().accept(this) : Optional.empty();
        }

        @Override
        public Optional<LinearTerm> least(Term.Least term) {
            return compared(term.parts(), Rational::min);
        }

        @Override
        public Optional<LinearTerm> greatest(Term.Greatest term) {
            return compared(term.parts(), Rational::max);
        }

        private Optional<LinearTerm> compared(List<Term> parts, java.util.function.BinaryOperator<Rational> chosen) {
            List<Optional<LinearTerm>> forms =
                    parts.stream().map(part -> part.accept(this)).toList();
            return forms.stream()
                            .allMatch(
                                    form -> form.filter(LinearTerm::isConstant).isPresent())
                    ? forms.stream()
                            .map(form -> form.orElseThrow().constant)
                            .reduce(chosen)
                            .map(LinearTerm::of)
                    : Optional.empty();
        }

        @Override
        public Optional<LinearTerm> fact(Term.Fact term) {
            return Optional.empty();
        }

        @Override
        public Optional<LinearTerm> decided(Term.Decided term) {
            return Optional.empty();
        }

        @Override
        public Optional<LinearTerm> lastYear(Term.LastYear term) {
            return Optional.empty();
        }

        @Override
        public Optional<LinearTerm> ofSource(Term.OfSource term) {
            return Optional.empty();
        }

        @Override
        public Optional<LinearTerm> total(Term.Total term) {
            return Optional.empty();
        }

        @Override
        public Optional<LinearTerm> rank(Term.Rank term) {
            return Optional.empty();
        }

        @Override
        public Optional<LinearTerm> level(Term.Level term) {
            return Optional.empty();
        }

        @Override
        public Optional<LinearTerm> when(Term.When term) {
            return Optional.empty();
        }

        @Override
        public Optional<LinearTerm> bands(Term.Bands term) {
            return Optional.empty();
        }

        @Override
        public Optional<LinearTerm> ramp(Term.Ramp term) {
            return Optional.empty();
        }
    }
}
