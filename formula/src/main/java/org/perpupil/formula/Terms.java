package org.perpupil.formula;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.money.Money;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.RevenueSource;

/**
 * The words in which terms and conditions are written; import them statically.
 *
 * <pre>{@code
 * rate("per-pupil minimum").times(pupils())
 * pupils(anyOf(ENGLISH_LEARNER, POVERTY, FOSTER)).dividedBy(pupils()).inExcessOf(number("55%"))
 * }</pre>
 */
public final class Terms {
    private Terms() {}

    /** A fixed whole number. */
    public static NumberTerm number(long value) {
        return number(Rational.of(value));
    }

    /** A fixed decimal such as {@code "0.4"}, or a per cent such as {@code "40%"}. */
    public static NumberTerm number(String value) {
        return number(NumberTerm.parse(value));
    }

    private static NumberTerm number(Rational value) {
        return NumberTerm.of(new Term.Constant(value, ValueType.NUMBER));
    }

    /** A fixed number of whole dollars. */
    public static MoneyTerm dollars(long value) {
        return dollars(Rational.of(value));
    }

    /** A fixed number of dollars such as {@code "4122.545644"}, of any precision. */
    public static MoneyTerm dollars(String value) {
        return dollars(Rational.parse(value));
    }

    /** A fixed amount. */
    public static MoneyTerm amountOf(Money amount) {
        return dollars(amount.toRational());
    }

    private static MoneyTerm dollars(Rational value) {
        return MoneyTerm.of(new Term.Constant(value, ValueType.MONEY));
    }

    /** A money parameter's value in the year. */
    public static MoneyTerm rate(String parameter) {
        return MoneyTerm.of(new Term.ParameterValue(parameter, ValueType.MONEY, Optional.empty(), 0));
    }

    /** The entry of a money parameter's table for a text fact of the school: a rate by type or region. */
    public static MoneyTerm rate(String parameter, String byFact) {
        return MoneyTerm.of(new Term.ParameterValue(parameter, ValueType.MONEY, Optional.of(byFact), 0));
    }

    /** A number parameter's value in the year: a share, a weight, a threshold. */
    public static NumberTerm share(String parameter) {
        return NumberTerm.of(new Term.ParameterValue(parameter, ValueType.NUMBER, Optional.empty(), 0));
    }

    /** The entry of a number parameter's table for a text fact of the school. */
    public static NumberTerm share(String parameter, String byFact) {
        return NumberTerm.of(new Term.ParameterValue(parameter, ValueType.NUMBER, Optional.of(byFact), 0));
    }

    /** All pupils of the school, each once. */
    public static PupilsTerm pupils() {
        return pupils(NeedCategory.ALL_PUPILS);
    }

    /** The pupils of a group, as they were counted. */
    public static PupilsTerm pupils(PupilGroup group) {
        return new PupilsTerm(new Term.Pupils(group, Optional.empty(), Optional.empty()));
    }

    /** A group's pupils over all pupils; no value in a school without pupils. */
    public static NumberTerm shareOf(PupilGroup group) {
        return pupils(group).dividedBy(pupils());
    }

    /** Dollars for each pupil of a group, by span. Every pupil of the group must be in one of the spans. */
    public static MoneyTerm perPupil(PupilGroup group, SpanRate... rates) {
        return MoneyTerm.of(new Term.PerPupil(group, RateTable.of(ValueType.MONEY, rates), Optional.empty()));
    }

    /** Dollars for each pupil of a group, by the spans of a money parameter. */
    public static MoneyTerm perPupil(PupilGroup group, String parameter) {
        return MoneyTerm.of(
                new Term.PerPupil(group, new RateTable.Named(parameter, ValueType.MONEY), Optional.empty()));
    }

    /** A weight for each pupil of a group, by span. Every pupil of the group must be in one of the spans. */
    public static NumberTerm weighted(PupilGroup group, SpanRate... weights) {
        return NumberTerm.of(new Term.PerPupil(group, RateTable.of(ValueType.NUMBER, weights), Optional.empty()));
    }

    /** A weight for each pupil of a group, by the spans of a number parameter. */
    public static NumberTerm weighted(PupilGroup group, String parameter) {
        return NumberTerm.of(
                new Term.PerPupil(group, new RateTable.Named(parameter, ValueType.NUMBER), Optional.empty()));
    }

    /** A numeric fact of the school. */
    public static NumberTerm fact(String name) {
        return NumberTerm.of(new Term.Fact(name, ValueType.NUMBER));
    }

    /** A money fact of the school. */
    public static MoneyTerm moneyFact(String name) {
        return MoneyTerm.of(new Term.Fact(name, ValueType.MONEY));
    }

    /** Amounts decided for named schools, all for one reason; other schools have no value. */
    public static MoneyTerm decided(String reason, Map<SchoolId, Money> amounts) {
        return MoneyTerm.of(new Term.Decided(
                ImmutableMap.copyOf(Maps.transformValues(
                        amounts, amount -> new Term.Decided.Decision(amount.toRational(), reason))),
                ValueType.MONEY));
    }

    /** What all lines paid the school last year; no value in a school that had no budget. */
    public static MoneyTerm lastYear() {
        return MoneyTerm.of(new Term.LastYear(Optional.empty()));
    }

    /** What a line paid the school last year; no value where it did not. */
    public static MoneyTerm lastYear(String line) {
        return MoneyTerm.of(new Term.LastYear(Optional.of(line)));
    }

    /**
     * What all lines paid the school last year but for some, such as those that no baseline counts; no value in a school that had no
     * budget. A line that did not pay the school takes nothing off.
     *
     * @throws IllegalArgumentException if a line is named twice
     */
    public static MoneyTerm lastYearExcept(String... lines) {
        MoneyTerm rest = lastYear();
        Set<String> named = new HashSet<>();
        for (String line : lines) {
            if (!named.add(line)) {
                throw new IllegalArgumentException("\"%s\" is named twice, and was paid once".formatted(line));
            }
            rest = rest.minus(lastYear(line).ifMissing(dollars(0)));
        }
        return rest;
    }

    /** All that is expected of a source. */
    public static MoneyTerm amountOf(RevenueSource source) {
        return MoneyTerm.of(new Term.OfSource(source.id(), Term.OfSource.What.AMOUNT));
    }

    /** A source's amount less its central share. */
    public static MoneyTerm poolOf(RevenueSource source) {
        return MoneyTerm.of(new Term.OfSource(source.id(), Term.OfSource.What.POOL));
    }

    /** A source's pool less what the lines above took. */
    public static MoneyTerm remainingOf(RevenueSource source) {
        return MoneyTerm.of(new Term.OfSource(source.id(), Term.OfSource.What.REMAINING));
    }

    /** An earlier amount, or a figure that is money, as it was rounded. */
    public static MoneyTerm amount(String line) {
        return MoneyTerm.of(new Term.LineValue(line, ValueType.MONEY));
    }

    /** An earlier figure that is a number, as it was rounded. */
    public static NumberTerm figure(String line) {
        return NumberTerm.of(new Term.LineValue(line, ValueType.NUMBER));
    }

    /** The sum of earlier lines that are money. */
    public static MoneyTerm sumOf(Selection lines) {
        return MoneyTerm.of(new Term.SumOf(lines, ValueType.MONEY));
    }

    /** The sum of earlier lines that are money. */
    public static MoneyTerm sumOf(String... lines) {
        return sumOf(Selection.lines(lines));
    }

    /** The sum over all schools. */
    public static MoneyTerm total(MoneyTerm of) {
        return MoneyTerm.of(new Term.Total(of.term()));
    }

    /** The sum over all schools. */
    public static NumberTerm total(NumberTerm of) {
        return NumberTerm.of(new Term.Total(of.term()));
    }

    /** The school's place among all schools, from 1 for the highest; equal schools in order of id. */
    public static NumberTerm rank(NumberTerm of) {
        return NumberTerm.of(new Term.Rank(of.term(), Optional.empty()));
    }

    /** The school's place among the schools with the same text fact, from 1 for the highest; equal ones in order of id. */
    public static NumberTerm rank(NumberTerm of, String withinFact) {
        return NumberTerm.of(new Term.Rank(of.term(), Optional.of(withinFact)));
    }

    /** The level of an earlier shared line whose points are numbers: dollars for one point. */
    public static MoneyTerm levelOf(String line) {
        return MoneyTerm.of(new Term.Level(line, ValueType.MONEY));
    }

    /** The level of an earlier shared line whose points are money: a ratio. */
    public static NumberTerm ratioOf(String line) {
        return NumberTerm.of(new Term.Level(line, ValueType.NUMBER));
    }

    /**
     * Returns the product of (1 + rate) over several rates: an index that compounds others, such as two rises of the cost of living.
     */
    public static NumberTerm compounded(NumberTerm first, NumberTerm... more) {
        NumberTerm index = number(1).plus(first);
        for (NumberTerm rate : more) {
            index = index.times(number(1).plus(rate));
        }
        return index;
    }

    public static NumberTerm least(NumberTerm first, NumberTerm... others) {
        return NumberTerm.of(new Term.Least(terms(first, others)));
    }

    public static MoneyTerm least(MoneyTerm first, MoneyTerm... others) {
        return MoneyTerm.of(new Term.Least(terms(first, others)));
    }

    public static NumberTerm greatest(NumberTerm first, NumberTerm... others) {
        return NumberTerm.of(new Term.Greatest(terms(first, others)));
    }

    public static MoneyTerm greatest(MoneyTerm first, MoneyTerm... others) {
        return MoneyTerm.of(new Term.Greatest(terms(first, others)));
    }

    private static List<Term> terms(NumberTerm first, NumberTerm... others) {
        return Stream.concat(Stream.of(first), Arrays.stream(others))
                .map(NumberTerm::term)
                .toList();
    }

    private static List<Term> terms(MoneyTerm first, MoneyTerm... others) {
        return Stream.concat(Stream.of(first), Arrays.stream(others))
                .map(MoneyTerm::term)
                .toList();
    }

    /** One term where a condition holds, another where it does not. */
    public static NumberTerm when(Condition condition, NumberTerm then, NumberTerm otherwise) {
        return NumberTerm.of(new Term.When(condition, then.term(), otherwise.term()));
    }

    /** One term where a condition holds, another where it does not. */
    public static MoneyTerm when(Condition condition, MoneyTerm then, MoneyTerm otherwise) {
        return MoneyTerm.of(new Term.When(condition, then.term(), otherwise.term()));
    }

    /** Starts bands of a number: {@code bands(pupils()).upTo(600, number(20)).otherwise(number(21))}. */
    public static BandsStart bands(NumberTerm x) {
        return new BandsStart(x);
    }

    /** Starts a straight line between two points: {@code ramp(x).from("0.4", 1).to("0.6", 0)}. */
    public static RampStart ramp(NumberTerm x) {
        return new RampStart(x);
    }

    /** The school has pupils in a span of grades. */
    public static Condition teaches(GradeSpan span) {
        return pupils().in(span).moreThan(number(0));
    }

    /** A yes-or-no fact of the school is yes. */
    public static Condition is(String flag) {
        return new Condition.Is(flag);
    }

    /** A text fact of the school is one of some texts. */
    public static Condition oneOf(String fact, String... texts) {
        return new Condition.OneOf(fact, ImmutableSet.copyOf(texts));
    }

    /** The school is on a list, for a reason. */
    public static Condition listed(String reason, SchoolId... schools) {
        return new Condition.Listed(Maps.toMap(Arrays.asList(schools), school -> reason));
    }

    /** Waits for the first band of a number. */
    public static final class BandsStart {
        private final NumberTerm x;

        private BandsStart(NumberTerm x) {
            this.x = x;
        }

        /** A band up to a limit that is not in it. */
        public NumberBands below(long limit, NumberTerm then) {
            return below(number(limit), then);
        }

        /** A band up to a limit that is not in it, such as a parameter. */
        public NumberBands below(NumberTerm limit, NumberTerm then) {
            return new NumberBands(x, ImmutableList.of()).below(limit, then);
        }

        /** A band up to a limit that is in it. */
        public NumberBands upTo(long limit, NumberTerm then) {
            return upTo(number(limit), then);
        }

        /** A band up to a limit that is in it, such as a parameter. */
        public NumberBands upTo(NumberTerm limit, NumberTerm then) {
            return new NumberBands(x, ImmutableList.of()).upTo(limit, then);
        }

        /** A band up to a limit that is not in it. */
        public MoneyBands below(long limit, MoneyTerm then) {
            return below(number(limit), then);
        }

        /** A band up to a limit that is not in it, such as a parameter. */
        public MoneyBands below(NumberTerm limit, MoneyTerm then) {
            return new MoneyBands(x, ImmutableList.of()).below(limit, then);
        }

        /** A band up to a limit that is in it. */
        public MoneyBands upTo(long limit, MoneyTerm then) {
            return upTo(number(limit), then);
        }

        /** A band up to a limit that is in it, such as a parameter. */
        public MoneyBands upTo(NumberTerm limit, MoneyTerm then) {
            return new MoneyBands(x, ImmutableList.of()).upTo(limit, then);
        }
    }

    private static List<Term.Bands.Band> with(
            List<Term.Bands.Band> bands, NumberTerm limit, boolean inclusive, Term then) {
        return ImmutableList.<Term.Bands.Band>builder()
                .addAll(bands)
                .add(new Term.Bands.Band(limit.term(), inclusive, then))
                .build();
    }

    /** Bands that give numbers, in order of their limits. */
    public static final class NumberBands {
        private final NumberTerm x;
        private final List<Term.Bands.Band> bands;

        private NumberBands(NumberTerm x, List<Term.Bands.Band> bands) {
            this.x = x;
            this.bands = bands;
        }

        /** A band up to a limit that is not in it. */
        public NumberBands below(long limit, NumberTerm then) {
            return below(number(limit), then);
        }

        /** A band up to a limit that is not in it, such as a parameter. */
        public NumberBands below(NumberTerm limit, NumberTerm then) {
            return new NumberBands(x, with(bands, limit, false, then.term()));
        }

        /** A band up to a limit that is in it. */
        public NumberBands upTo(long limit, NumberTerm then) {
            return upTo(number(limit), then);
        }

        /** A band up to a limit that is in it, such as a parameter. */
        public NumberBands upTo(NumberTerm limit, NumberTerm then) {
            return new NumberBands(x, with(bands, limit, true, then.term()));
        }

        /** What holds above the last limit. */
        public NumberTerm otherwise(NumberTerm then) {
            return NumberTerm.of(new Term.Bands(x.term(), bands, then.term()));
        }
    }

    /** Bands that give money, in order of their limits. */
    public static final class MoneyBands {
        private final NumberTerm x;
        private final List<Term.Bands.Band> bands;

        private MoneyBands(NumberTerm x, List<Term.Bands.Band> bands) {
            this.x = x;
            this.bands = bands;
        }

        /** A band up to a limit that is not in it. */
        public MoneyBands below(long limit, MoneyTerm then) {
            return below(number(limit), then);
        }

        /** A band up to a limit that is not in it, such as a parameter. */
        public MoneyBands below(NumberTerm limit, MoneyTerm then) {
            return new MoneyBands(x, with(bands, limit, false, then.term()));
        }

        /** A band up to a limit that is in it. */
        public MoneyBands upTo(long limit, MoneyTerm then) {
            return upTo(number(limit), then);
        }

        /** A band up to a limit that is in it, such as a parameter. */
        public MoneyBands upTo(NumberTerm limit, MoneyTerm then) {
            return new MoneyBands(x, with(bands, limit, true, then.term()));
        }

        /** What holds above the last limit. */
        public MoneyTerm otherwise(MoneyTerm then) {
            return MoneyTerm.of(new Term.Bands(x.term(), bands, then.term()));
        }
    }

    /** Waits for the point where a ramp starts. */
    public static final class RampStart {
        private final NumberTerm x;

        private RampStart(NumberTerm x) {
            this.x = x;
        }

        /** One end: beyond this x the ramp is flat at this y. */
        public RampEnd from(NumberTerm fromX, NumberTerm fromY) {
            return new RampEnd(x, fromX, fromY);
        }

        /** One end: beyond this x the ramp is flat at this y; decimals or per cents. */
        public RampEnd from(String fromX, String fromY) {
            return from(number(fromX), number(fromY));
        }
    }

    /** Waits for the point where a ramp ends. */
    public static final class RampEnd {
        private final NumberTerm x;
        private final NumberTerm fromX;
        private final NumberTerm fromY;

        private RampEnd(NumberTerm x, NumberTerm fromX, NumberTerm fromY) {
            this.x = x;
            this.fromX = fromX;
            this.fromY = fromY;
        }

        /** The other end: beyond this x the ramp is flat at this y. */
        public NumberTerm to(NumberTerm toX, NumberTerm toY) {
            return NumberTerm.of(new Term.Ramp(x.term(), fromX.term(), fromY.term(), toX.term(), toY.term()));
        }

        /** The other end: beyond this x the ramp is flat at this y; decimals or per cents. */
        public NumberTerm to(String toX, String toY) {
            return to(number(toX), number(toY));
        }
    }
}
