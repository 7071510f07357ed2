package org.perpupil.revenue;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import java.util.Arrays;
import java.util.Set;
import org.perpupil.account.AccountPattern;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;

/**
 * What restricted money may be used for.
 *
 * @param purpose in words, for people
 * @param needs the pupils it is for, in order of name; empty if it is not tied to a need
 * @param spans the grades it is for; empty if it is not tied to any
 * @param accounts what may be charged to it, in order of pattern; empty if it is not tied to accounts
 * @param judged whether people have to find that something serves the purpose, besides needs, grades and accounts
 */
public record Restriction(
        String purpose, Set<NeedCategory> needs, Set<GradeSpan> spans, Set<AccountPattern> accounts, boolean judged) {

    public Restriction {
        if (purpose.isBlank()) {
            throw new IllegalArgumentException("a restriction says its purpose");
        }
        needs = ImmutableSortedSet.copyOf(needs);
        spans = ImmutableSet.copyOf(spans);
        accounts = ImmutableSortedSet.copyOf(accounts);
    }

    /**
     * Returns a purpose that is told in words only, so that people decide what serves it. Once it is tied to needs, grades or accounts,
     * these decide, unless {@link #judgedByPeople()} is said.
     */
    public static Restriction to(String purpose) {
        return new Restriction(purpose, Set.of(), Set.of(), Set.of(), false);
    }

    /** Returns the same restriction, for pupils with any of the needs only. */
    public Restriction forNeeds(NeedCategory... only) {
        return new Restriction(purpose, ImmutableSet.copyOf(only), spans, accounts, judged);
    }

    /** Returns the same restriction, for these grades only. */
    public Restriction inGrades(GradeSpan... only) {
        return new Restriction(purpose, needs, ImmutableSet.copyOf(only), accounts, judged);
    }

    /** Returns the same restriction, for accounts with these codes only; {@code *} stands for any characters. */
    public Restriction forAccounts(String... patterns) {
        return new Restriction(
                purpose,
                needs,
                spans,
                Arrays.stream(patterns).map(AccountPattern::of).collect(ImmutableSet.toImmutableSet()),
                judged);
    }

    /** Returns the same restriction, which people judge: needs, grades and accounts are not all of its purpose. */
    public Restriction judgedByPeople() {
        return new Restriction(purpose, needs, spans, accounts, true);
    }

    /** Tells whether people have to find that something serves the purpose: it is told in words only, or they judge it besides. */
    public boolean needsFinding() {
        return judged || (needs.isEmpty() && spans.isEmpty() && accounts.isEmpty());
    }
}
