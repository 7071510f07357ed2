package org.perpupil.equity.progressivity;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.OptionalDouble;
import org.perpupil.equity.internal.FigureText;

/**
 * One of four groups of about as many pupils each, formed by need.
 *
 * @param number 1, the least need, to 4, the most
 * @param units who is in it, in order of need
 * @param pupils how many pupils these have; more or less than a quarter, as no unit and no tie is split
 * @param dollarsPerPupil the mean over these pupils; empty if the group is
 */
public record NeedQuartile(int number, List<String> units, double pupils, OptionalDouble dollarsPerPupil) {

    public NeedQuartile {
        if (number < 1 || number > 4) {
            throw new IllegalArgumentException("a quartile is 1 to 4, not " + number);
        }
        units = ImmutableList.copyOf(units);
        if (units.isEmpty() == (pupils > 0) || units.isEmpty() == dollarsPerPupil.isPresent()) {
            throw new IllegalArgumentException(
                    "quartile %s has units, pupils and dollars per pupil, or none of these: %s, %s, %s"
                            .formatted(number, units, pupils, dollarsPerPupil));
        }
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
        return "quartile %s: %s units, %s pupils, %s"
                .formatted(
                        number,
                        units.size(),
                        FigureText.upToHundredths(pupils),
                        dollarsPerPupil.isPresent()
                                ? FigureText.decimals(dollarsPerPupil.getAsDouble(), 2) + " dollars per pupil"
                                : "empty");
    }
}
