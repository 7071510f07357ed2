package org.perpupil.plan;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One difference between two versions of a plan. The order of parts is no difference.
 *
 * @param part what differs, such as {@code investment tutors}
 * @param what which of its facts, such as {@code priority}; {@code part} where the whole part came or went
 * @param before empty if it was not there
 * @param after empty if it is no longer there
 */
public record PlanChange(String part, String what, Optional<String> before, Optional<String> after) {
    private static final String PART = "part";

    public PlanChange {
        requireNonNull(part, "part");
        requireNonNull(what, "what");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
    }

    static List<PlanChange> between(SitePlan earlier, SitePlan later) {
        Map<String, Map<String, String>> before = facts(earlier);
        Map<String, Map<String, String>> after = facts(later);
        List<PlanChange> changes = new ArrayList<>();
        Set<String> parts = new LinkedHashSet<>(before.keySet());
        parts.addAll(after.keySet());
        for (String part : parts) {
            Map<String, String> old = before.get(part);
            Map<String, String> now = after.get(part);
            if (old == null || now == null) {
                changes.add(new PlanChange(
                        part,
                        PART,
                        Optional.ofNullable(old).map(PlanChange::words),
                        Optional.ofNullable(now).map(PlanChange::words)));
                continue;
            }
            Set<String> facts = new LinkedHashSet<>(old.keySet());
            facts.addAll(now.keySet());
            for (String fact : facts) {
                PlanChange change = new PlanChange(
                        part, fact, Optional.ofNullable(old.get(fact)), Optional.ofNullable(now.get(fact)));
                if (!change.before().equals(change.after())) {
                    changes.add(change);
                }
            }
        }
        return ImmutableList.copyOf(changes);
    }

    private static String words(Map<String, String> facts) {
        return facts.values().iterator().next();
    }

    /** Returns the parts of a plan by name, each with its facts; the first fact says what it is. */
    private static Map<String, Map<String, String>> facts(SitePlan plan) {
        Map<String, Map<String, String>> parts = new LinkedHashMap<>();
        Map<String, String> head = new LinkedHashMap<>();
        head.put("school", plan.school().value());
        head.put("year", plan.year().toString());
        parts.put("plan", head);
        plan.assessment()
                .areas()
                .forEach(area -> parts.put("focus area " + area.words(), Map.of("area", area.words())));
        plan.assessment().findings().forEach(finding -> parts.put("finding " + finding.id(), finding(finding)));
        plan.assessment()
                .lastYear()
                .forEach(review -> parts.put("last year's goal " + review.goal(), Map.of("review", review.toString())));
        plan.assessment()
                .answers()
                .forEach((question, answer) ->
                        parts.put("answer to \"" + question.words() + "\"", Map.of("answer", answer)));
        plan.districtGoals()
                .forEach(goal -> parts.put(
                        "district goal " + goal.id(),
                        Map.of("goal", goal.statement() + " (" + goal.area().words() + ")")));
        plan.assets().forEach(asset -> parts.put("community asset " + asset.id(), asset(asset)));
        for (Goal goal : plan.goals()) {
            parts.put("goal " + goal.id(), goal.facts());
            for (Strategy strategy : goal.strategies()) {
                parts.put("strategy " + strategy.id(), under(strategy.facts(), goal.id()));
                for (Action action : strategy.actions()) {
                    parts.put("action " + action.id(), under(action.facts(), strategy.id()));
                    for (Investment investment : action.investments()) {
                        parts.put("investment " + investment.id(), under(investment.facts(), action.id()));
                    }
                }
            }
        }
        plan.accounts().forEach(account -> parts.put("account " + account.code(), Map.of("name", account.name())));
        return parts;
    }

    private static Map<String, String> finding(Finding finding) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("values", finding.toString());
        facts.put("metric", finding.metric().words());
        return facts;
    }

    private static Map<String, String> asset(CommunityAsset asset) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("offer", asset.toString());
        asset.hours().ifPresent(hours -> facts.put("hours", hours.toPlainString()));
        asset.inKindValue().ifPresent(value -> facts.put("in-kind value", value.display("")));
        return facts;
    }

    private static Map<String, String> under(Map<String, String> facts, String parent) {
        Map<String, String> all = new LinkedHashMap<>(facts);
        all.put("belongs to", parent);
        return all;
    }

    /** Returns the difference for people, such as {@code investment tutors: priority 2 → 1}. */
    @Override
    public String toString() {
        if (!what.equals(PART)) {
            return "%s: %s %s → %s".formatted(part, what, before.orElse("none"), after.orElse("none"));
        }
        return before.isPresent()
                ? "%s removed: %s".formatted(part, before.get())
                : "%s added: %s".formatted(part, after.orElseThrow());
    }
}
