package org.perpupil.io.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Attacks very many random releases; run by the profile {@code release-attack}. */
class AdversaryRun {

    @Test
    void recovers_nothing() {
        long tries = Long.getLong("perpupil.release.tries", 10_000);
        long seed = Long.getLong("perpupil.release.seed", 1);
        long attacked = 0;
        long told = 0;
        for (long i = 0; i < tries; i++) {
            RandomRelease drawn = new RandomRelease(seed * tries + i, false);
            boolean isTold = drawn.release().protectedWithoutMinimum() == 0;
            RandomRelease.Attack attack = drawn.attack(isTold, false);
            assertThat(attack.recovered()).as(drawn.toString()).isEmpty();
            attacked += attack.attacked();
            told += isTold ? 1 : 0;
        }
        System.out.printf(
                "%d releases, %d of them with what is small told; %d counts attacked%n", tries, told, attacked);
    }
}
