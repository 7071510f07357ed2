package org.perpupil.account;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The accounts that a district charges costs to. A list, or codes of several segments, is built here; a finance system that knows
 * its own accounts implements the interface.
 *
 * <pre>{@code
 * ChartOfAccounts objects = ChartOfAccounts.named("Objects of expenditure")
 *         .account("1100", "Teachers' salaries")
 *         .account("4300", "Materials and supplies")
 *         .build();
 * }</pre>
 *
 * <p>An implementation is pure: it gives the same answer for the same code, whatever was asked before.
 */
public interface ChartOfAccounts {

    /** Returns what the chart is called. */
    String name();

    /** Returns the account with a code; empty if the chart has none. */
    Optional<Account> account(AccountCode code);

    /** Returns what would have been right in place of a code that the chart does not have, for people. */
    default String allowed(AccountCode code) {
        return "an account of " + name();
    }

    /**
     * Returns the names of what codes are made of, by segment and then by code, in the order given; a chart of one segment has its accounts
     * there. Empty if the chart does not tell, as that of a finance system.
     */
    default Map<String, Map<String, String>> valuesBySegment() {
        return Map.of();
    }

    /** Tells whether the chart has every code, whether it names it or not. */
    default boolean isOpen() {
        return false;
    }

    /** Returns a chart that has every code, each its own name: for a district whose accounts are not at hand. */
    static ChartOfAccounts anyCode() {
        return new OpenChart(ImmutableMap.of());
    }

    /** Returns a chart of some accounts that has every other code too, each its own name. */
    static ChartOfAccounts openWith(Collection<Account> known) {
        ImmutableMap<AccountCode, Account> byCode = Maps.uniqueIndex(ImmutableSet.copyOf(known), Account::code);
        return new OpenChart(byCode);
    }

    /** Starts a chart. */
    static Builder named(String name) {
        return new Builder(name);
    }

    /** Collects accounts, or segments of which codes are made. */
    final class Builder {
        private final String name;
        private final List<String> segments = new ArrayList<>();
        private final List<Map<String, String>> values = new ArrayList<>();

        private Builder(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a chart of accounts has a name");
            }
            this.name = name;
        }

        /**
         * Starts the next segment of the codes, such as the fund or the object; segments are joined by hyphens. A chart of one
         * segment needs no name for it.
         */
        public Builder segment(String segment) {
            if (segment.isBlank()) {
                throw new IllegalArgumentException("a segment has a name");
            }
            if (segments.contains(segment)) {
                throw new IllegalStateException("%s already has a segment \"%s\"".formatted(name, segment));
            }
            segments.add(segment);
            values.add(new LinkedHashMap<>());
            return this;
        }

        /** Adds an account; in a chart of several segments, a value of the segment that was started last. */
        public Builder account(String code, String accountName) {
            Account account = new Account(AccountCode.of(code), accountName);
            if (segments.isEmpty()) {
                segment("account");
            }
            Map<String, String> segment = values.get(values.size() - 1);
            if (segment.putIfAbsent(account.code().value(), accountName) != null) {
                throw new IllegalStateException(
                        "%s already has the %s %s".formatted(name, segments.get(segments.size() - 1), code));
            }
            return this;
        }

        /**
         * Returns the chart.
         *
         * @throws IllegalStateException if it has no account, a segment has no value, or a value of one of several segments has
         *     a hyphen, which joins them
         */
        public ChartOfAccounts build() {
            if (segments.isEmpty()) {
                throw new IllegalStateException("the chart " + name + " has no account");
            }
            for (int i = 0; i < segments.size(); i++) {
                if (values.get(i).isEmpty()) {
                    throw new IllegalStateException("the %s of %s has no value".formatted(segments.get(i), name));
                }
                for (String value : values.get(i).keySet()) {
                    if (segments.size() > 1 && value.contains("-")) {
                        throw new IllegalStateException("the %s %s of %s has a hyphen, which joins segments"
                                .formatted(segments.get(i), value, name));
                    }
                }
            }
            return new ListedChart(
                    name,
                    ImmutableList.copyOf(segments),
                    values.stream().map(ImmutableMap::copyOf).collect(ImmutableList.toImmutableList()));
        }
    }
}

/** Some accounts, and every other code. */
record OpenChart(ImmutableMap<AccountCode, Account> known) implements ChartOfAccounts {
    @Override
    public String name() {
        return "an open chart";
    }

    @Override
    public Optional<Account> account(AccountCode code) {
        Account account = known.get(code);
        return Optional.of(account == null ? new Account(code, code.value()) : account);
    }

    @Override
    public Map<String, Map<String, String>> valuesBySegment() {
        ImmutableMap.Builder<String, String> names = ImmutableMap.builder();
        known.forEach((code, account) -> names.put(code.value(), account.name()));
        return ImmutableMap.of("account", names.buildOrThrow());
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}

/** A chart whose codes are made of listed values, one for each segment. */
record ListedChart(String name, ImmutableList<String> segments, ImmutableList<ImmutableMap<String, String>> values)
        implements ChartOfAccounts {
    private static final int SHOWN = 10;

    ListedChart {
        requireNonNull(name, "name");
    }

    @Override
    public Map<String, Map<String, String>> valuesBySegment() {
        ImmutableMap.Builder<String, Map<String, String>> bySegment = ImmutableMap.builder();
        for (int i = 0; i < segments.size(); i++) {
            bySegment.put(segments.get(i), values.get(i));
        }
        return bySegment.buildOrThrow();
    }

    private List<String> parts(AccountCode code) {
        return segments.size() == 1
                ? List.of(code.value())
                : List.of(code.value().split("-", -1));
    }

    @Override
    public Optional<Account> account(AccountCode code) {
        List<String> parts = parts(code);
        if (parts.size() != segments.size()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            String found = values.get(i).get(parts.get(i));
            if (found == null) {
                return Optional.empty();
            }
            names.add(found);
        }
        return Optional.of(new Account(code, String.join(", ", names)));
    }

    @Override
    public String allowed(AccountCode code) {
        List<String> parts = parts(code);
        if (parts.size() != segments.size()) {
            return "%s segments joined by hyphens, as %s has: %s"
                    .formatted(segments.size(), name, String.join("-", segments));
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!values.get(i).containsKey(parts.get(i))) {
                ImmutableMap<String, String> known = values.get(i);
                String some = known.keySet().stream().limit(SHOWN).collect(Collectors.joining(", "));
                return "%s of %s: %s%s"
                        .formatted(
                                segments.size() == 1 ? "an account" : "a value for " + segments.get(i),
                                name,
                                some,
                                known.size() > SHOWN ? " and %s more".formatted(known.size() - SHOWN) : "");
            }
        }
        return "an account of " + name;
    }
}
