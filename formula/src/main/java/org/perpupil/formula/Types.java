package org.perpupil.formula;

import java.util.List;

/** Keeps money and numbers apart where a term is read from data; in Java the compiler does. */
final class Types {
    private Types() {}

    static boolean isMoney(Term term) {
        return term.type() == ValueType.MONEY;
    }

    static void same(String done, List<Term> terms) {
        if (terms.stream().map(Term::type).distinct().count() != 1) {
            throw new IllegalArgumentException(
                    "money and numbers cannot be " + done + "; make all of them money, or all of them numbers");
        }
    }
}
