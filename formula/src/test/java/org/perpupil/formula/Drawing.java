package org.perpupil.formula;

import java.util.List;
import java.util.SplittableRandom;

/** What draws from one stream of random numbers. */
abstract class Drawing {
    final SplittableRandom random;

    Drawing(SplittableRandom random) {
        this.random = random;
    }

    final int draw(int bound) {
        return random.nextInt(bound);
    }

    final boolean oneIn(int bound) {
        return draw(bound) == 0;
    }

    final <T> T oneOf(List<T> values) {
        return values.get(draw(values.size()));
    }
}
