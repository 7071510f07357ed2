package org.perpupil.equity.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.regression.Term;
import org.perpupil.equity.report.ReportSection.Form;

/** What the coefficients of a regression mean, in words. */
final class Meanings {
    private final Fit fit;
    private final Observed observed;
    private final Map<String, String> byName = new LinkedHashMap<>();

    private Meanings(Fit fit) {
        this.fit = fit;
        this.observed = Observed.of(fit);
    }

    /** Returns the meanings by the names of coefficients. */
    static Map<String, String> of(Fit fit) {
        Meanings meanings = new Meanings(fit);
        if (fit.regression().hasConstant()) {
            meanings.byName.put(Regression.CONSTANT, meanings.constant());
        }
        singles(fit).forEach(meanings::add);
        return meanings.byName;
    }

    /** Returns the coefficients that multiply what is explained where its logarithm is, by so much for one more. */
    static Set<String> multiplied(Fit fit) {
        Set<String> names = new LinkedHashSet<>();
        for (Term term : singles(fit)) {
            if (term instanceof Term.Column || term instanceof Term.Factor) {
                names.addAll(fit.names(term));
            }
        }
        return names;
    }

    private static List<Term> singles(Fit fit) {
        return fit.regression().terms().stream()
                .flatMap(term -> term.single().stream())
                .toList();
    }

    private String constant() {
        List<String> at = new ArrayList<>();
        boolean hasNumbers = false;
        for (Term term : singles(fit)) {
            if (term instanceof Term.Factor factor) {
                at.add("\"%s\" is %s".formatted(factor.column(), base(factor)));
            } else {
                hasNumbers = true;
            }
        }
        String where = hasNumbers ? "where every column is 0" : "";
        return at.isEmpty() && !hasNumbers
                ? "the mean"
                : "%s%s%s"
                        .formatted(
                                where,
                                hasNumbers && !at.isEmpty() ? " and " : at.isEmpty() ? "" : "where ",
                                String.join(" and ", at));
    }

    private void add(Term term) {
        List<String> names = fit.names(term);
        if (term instanceof Term.Column column) {
            byName.put(names.get(0), "for one more \"%s\"".formatted(column.column()));
        } else if (term instanceof Term.Logarithm logarithm) {
            byName.put(names.get(0), logarithm(names.get(0), logarithm.column()));
        } else if (term instanceof Term.Power power) {
            byName.put(
                    names.get(0),
                    power.degree() == 1
                            ? "for one more \"%s\"; with its powers".formatted(power.column())
                            : "\"%s\" to the power of %s; all powers count together"
                                    .formatted(power.column(), power.degree()));
        } else if (term instanceof Term.Factor factor) {
            String base = base(factor);
            names.forEach(name -> byName.put(
                    name, "where \"%s\" is %s rather than %s".formatted(factor.column(), level(factor, name), base)));
        } else if (term instanceof Term.Product product) {
            addProduct(product, names);
        }
    }

    /** 1% more of a column is ln 1.01 more of its logarithm. */
    private String logarithm(String name, String column) {
        double estimate = fit.coefficient(name);
        return fit.regression().isLogarithm()
                ? "an elasticity: 1%% more \"%s\" goes with %s%% more"
                        .formatted(column, Form.DIGITS.of(100 * Math.expm1(estimate * Math.log(1.01))))
                : "for one more of the logarithm; 1%% more \"%s\" adds %s"
                        .formatted(column, Form.DIGITS.of(estimate * Math.log(1.01)));
    }

    private void addProduct(Term.Product product, List<String> names) {
        List<String> ones = fit.names(product.one());
        List<String> others = fit.names(product.other());
        List<Term> oneTerms = product.one().single();
        List<Term> otherTerms = product.other().single();
        for (int i = 0; i < names.size(); i++) {
            String one = ones.get(i / others.size());
            String other = others.get(i % others.size());
            byName.put(
                    names.get(i),
                    oneTerms.size() == 1 && oneTerms.get(0) instanceof Term.Factor factor
                            ? differs(other, condition(factor, one))
                            : otherTerms.size() == 1 && otherTerms.get(0) instanceof Term.Factor factor
                                    ? differs(one, condition(factor, other))
                                    : differs(one, "for one more \"%s\"".formatted(other)));
        }
    }

    private static String differs(String coefficient, String where) {
        return "by how much the estimate of %s differs %s".formatted(coefficient, where);
    }

    private String condition(Term.Factor factor, String name) {
        return "where \"%s\" is %s rather than %s".formatted(factor.column(), level(factor, name), base(factor));
    }

    private static String level(Term.Factor factor, String name) {
        return name.startsWith(factor.column() + ": ")
                ? name.substring(factor.column().length() + 2)
                : name;
    }

    private String base(Term.Factor factor) {
        return factor.base().isEmpty() ? new TreeSet<>(observed.rows().texts(factor.column())).first() : factor.base();
    }
}
