package org.perpupil.io.oneroster;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perpupil.pupils.Grade;

/**
 * The grade codes of the Common Education Data Standards, which OneRoster uses. Infants ({@code IT}), preschool ({@code PR}), grade 13 and
 * postsecondary ({@code PS}) are in none of our grades.
 */
final class GradeCodes {
    private static final Pattern NUMBERED = Pattern.compile("0?([1-9])|(1[0-2])");

    private GradeCodes() {}

    static Optional<Grade> grade(String code, OneRosterOptions options) {
        Grade said = options.grades().get(OneRosterOptions.folded(code));
        if (said != null) {
            return Optional.of(said);
        }
        Matcher number = NUMBERED.matcher(code);
        if (number.matches()) {
            return Optional.of(Grade.parse(number.group(1) == null ? number.group(2) : number.group(1)));
        }
        return switch (code.toUpperCase(Locale.ROOT)) {
            case "PK" -> Optional.of(Grade.PRE_KINDERGARTEN);
            case "TK" -> Optional.of(Grade.TRANSITIONAL_KINDERGARTEN);
            case "KG", "K" -> Optional.of(Grade.KINDERGARTEN);
            case "UG" -> Optional.of(Grade.UNGRADED);
            default -> Optional.empty();
        };
    }
}
