package org.perpupil.io.edfi;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.perpupil.district.FiscalYear;

/**
 * One value of a dimension of accounts, such as the function 1000, Instruction.
 *
 * @param code up to 16 characters; leading zeros count
 * @param name up to 100 characters
 */
public record EdFiDimension(Kind kind, String code, FiscalYear year, Optional<String> name) {

    /** The dimensions of the standard. */
    public enum Kind {
        BALANCE_SHEET("BalanceSheet"),
        FUNCTION("Function"),
        FUND("Fund"),
        OBJECT("Object"),
        OPERATIONAL_UNIT("OperationalUnit"),
        PROGRAM("Program"),
        PROJECT("Project"),
        SOURCE("Source");

        private final String element;

        Kind(String element) {
            this.element = element;
        }

        /** Returns what the names of its elements begin with, such as {@code OperationalUnit}. */
        String element() {
            return element;
        }
    }

    public EdFiDimension {
        requireNonNull(kind, "kind");
        requireNonNull(code, "code");
        requireNonNull(year, "year");
        requireNonNull(name, "name");
    }
}
