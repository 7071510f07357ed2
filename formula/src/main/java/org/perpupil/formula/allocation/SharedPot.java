package org.perpupil.formula.allocation;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.ValueType;
import org.perpupil.money.Money;

/**
 * How a line shared its pot over the schools.
 *
 * @param line the name of the line
 * @param pot what there was to share; negative if it was taken back
 * @param shared what the schools got in all
 * @param surplus what no school could take: the pot less what was shared
 * @param points the points of all schools together, exactly
 * @param level for how much one point counted, exactly
 * @param levelType dollars for one point, or a ratio if the points are money
 * @param roundedUp who got one of the last units, the largest remainder first
 */
public record SharedPot(
        String line,
        Money pot,
        Money shared,
        Money surplus,
        Rational points,
        Rational level,
        ValueType levelType,
        List<SchoolId> roundedUp) {

    public SharedPot {
        roundedUp = ImmutableList.copyOf(roundedUp);
        if (!shared.plus(surplus).equals(pot)) {
            throw new IllegalArgumentException(
                    "line \"%s\" shared %s of %s and has %s left".formatted(line, shared, pot, surplus));
        }
    }
}
