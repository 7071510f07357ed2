package org.perpupil.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps terms so shallow that everything which reads them, level by level, has room for it: no published formula comes near the
 * bound, and a program that made one deeper has gone wrong.
 */
final class Nesting {
    static final int DEEPEST = 100;

    private Nesting() {}

    /** One level: the terms and conditions that are equally deep. */
    private record Level(List<Term> terms, List<Condition> conditions) {
        boolean isEmpty() {
            return terms.isEmpty() && conditions.isEmpty();
        }

        Level next() {
            Level inside = new Level(new ArrayList<>(), new ArrayList<>());
            terms.forEach(inside::addPartsOf);
            conditions.forEach(inside::addPartsOf);
            return inside;
        }

        private void addPartsOf(Term term) {
            if (term instanceof Term.When when) {
                conditions.add(when.condition());
                terms.add(when.then());
                terms.add(when.otherwise());
            } else {
                terms.addAll(term.parts());
            }
        }

        private void addPartsOf(Condition condition) {
            if (condition instanceof Condition.Compare || condition instanceof Condition.IsGiven) {
                terms.addAll(condition.terms());
            } else {
                conditions.addAll(condition.parts());
            }
        }
    }

    /**
     * Checks terms.
     *
     * @throws IllegalArgumentException if they stand too deep inside each other
     */
    static void check(String place, List<Term> terms) {
        check(place, new Level(terms, List.of()));
    }

    /**
     * Checks a condition, if there is one.
     *
     * @throws IllegalArgumentException if terms and conditions stand too deep inside each other
     */
    static void check(String place, Optional<Condition> condition) {
        check(place, new Level(List.of(), condition.stream().toList()));
    }

    private static void check(String place, Level outermost) {
        Level level = outermost;
        for (int depth = 1; !level.isEmpty(); depth++) {
            if (depth > DEEPEST) {
                throw new IllegalArgumentException(
                        "%s has more than %s terms inside each other; make one of its steps a figure of its own"
                                .formatted(place, DEEPEST));
            }
            level = level.next();
        }
    }
}
