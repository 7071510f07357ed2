package org.perpupil.formula.internal;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.FundingFormula;
import org.perpupil.money.Money;
import org.perpupil.revenue.SourceId;

/**
 * A model as the computation sees it.
 *
 * @param lines every line in order, with parameters and default rounding
 * @param sources who can pay
 */
public record Definition(FundingFormula lines, List<FundedSource> sources) {

    public Definition {
        sources = ImmutableList.copyOf(sources);
    }

    /** What is held back of a source's amount, for the central office and for reserves. */
    Money heldBack(FundedSource source, Money amount) {
        return Money.total(sources.stream()
                        .flatMap(other -> other.setAside().stream())
                        .filter(aside -> aside.from().equals(source.source().id()))
                        .map(aside -> aside.share().of(amount))
                        .toList())
                .plus(source.central().of(amount));
    }

    Optional<FundedSource> source(SourceId id) {
        return sources.stream()
                .filter(funded -> funded.source().id().equals(id))
                .findFirst();
    }
}
