package org.perpupil.io.edfi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.perpupil.account.AccountCode;
import org.perpupil.district.FiscalYear;
import org.perpupil.io.internal.ProblemList;
import org.perpupil.io.internal.Texts;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;

/**
 * One element with what it contains, found by local names. What is asked for and is not there, or is not what it should be, is told; then
 * the record is {@linkplain #isSound() not sound}.
 */
final class EdFiRecord {
    private static final Pattern ID = Pattern.compile("\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d{1,30}(\\.\\d{0,30})?|\\.\\d{1,30})");
    private static final Pattern IN_DOLLARS = Pattern.compile(
            "-?\\$-?(\\d{1,30}|\\d{1,3}(,\\d{3}){1,9})(\\.\\d{1,30})?|\\(\\$(\\d{1,30}|\\d{1,3}(,\\d{3}){1,9})(\\.\\d{1,30})?\\)");

    private static final int FIRST_YEAR = 2020;
    private static final int LAST_YEAR = 2040;
    private static final int LONGEST_ACCOUNT = 50;
    private static final int LONGEST_ID = 32;

    private final Path file;
    private final ProblemList problems;
    private final String path;
    private final String name;
    private final int line;
    private final int column;
    private final Optional<String> id;
    private final Optional<String> ref;
    private final StringBuilder text = new StringBuilder();
    private final List<EdFiRecord> children = new ArrayList<>();
    private boolean isSound = true;

    private EdFiRecord(Path file, @Nullable String parent, XMLStreamReader xml, ProblemList problems) {
        Location location = xml.getLocation();
        this.file = file;
        this.problems = problems;
        this.name = xml.getLocalName();
        this.path = parent == null ? name : parent + "/" + name;
        this.line = location.getLineNumber();
        this.column = location.getColumnNumber();
        this.id = Optional.ofNullable(xml.getAttributeValue(null, "id"));
        this.ref = Optional.ofNullable(xml.getAttributeValue(null, "ref"));
    }

    /** Starts a record with the tag at which the parser is. */
    static EdFiRecord of(Path file, XMLStreamReader xml, ProblemList problems) {
        return new EdFiRecord(file, null, xml, problems);
    }

    /** Starts an element within this one. */
    EdFiRecord child(XMLStreamReader xml) {
        EdFiRecord child = new EdFiRecord(file, path, xml, problems);
        children.add(child);
        return child;
    }

    void add(String letters) {
        text.append(letters);
    }

    String name() {
        return name;
    }

    /** Returns what other elements of the file refer to this one by. */
    Optional<String> id() {
        return id;
    }

    /** Tells whether all that was asked of this element was right. */
    boolean isSound() {
        return isSound;
    }

    /** Says that something within this element is wrong, which was told there. */
    void isNotSound() {
        isSound = false;
    }

    /** Returns the elements within this one that have a name. */
    List<EdFiRecord> all(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }

    /** Returns what the only element of a name refers to by the id of another element. */
    Optional<String> ref(String childName) {
        return all(childName).stream().findFirst().flatMap(child -> child.ref);
    }

    /** Returns the text of this element, of a descriptor its code without the namespace. */
    String code() {
        String whole = Texts.trimmed(text.toString());
        return Texts.trimmed(whole.substring(whole.indexOf('#') + 1));
    }

    /** Returns the codes of a descriptor that may stand there several times. */
    List<String> codes(String childName) {
        return all(childName).stream()
                .map(EdFiRecord::code)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    Optional<String> optionalCode(String... names) {
        return find(false, names).map(EdFiRecord::code).filter(code -> !code.isEmpty());
    }

    Optional<String> requiredCode(String... names) {
        return read(
                true,
                found -> {
                    if (found.code().isEmpty()) {
                        tell(
                                found,
                                "edfi.missing",
                                "a code behind the #",
                                "Export the record with it; the standard requires it.");
                        return Optional.empty();
                    }
                    return Optional.of(found.code());
                },
                names);
    }

    Optional<String> optionalText(int longest, String... names) {
        return read(false, found -> found.textUpTo(longest, this), names);
    }

    Optional<String> requiredText(int longest, String... names) {
        return read(true, found -> found.textUpTo(longest, this), names);
    }

    /** Returns what identifies a pupil or a person of the staff. */
    Optional<String> person(String... names) {
        return requiredText(LONGEST_ID, names);
    }

    /** Returns what identifies an organisation: a whole number, whose leading zeros mean nothing. */
    Optional<String> organization(String... names) {
        return read(
                true,
                found -> {
                    String number = found.text();
                    if (ID.matcher(number).matches()) {
                        return Optional.of(new BigInteger(number).toString());
                    }
                    tell(found, "edfi.id", "a whole number of at most 18 digits", "Correct the id.");
                    return Optional.empty();
                },
                names);
    }

    /** Returns what identifies an account. */
    Optional<AccountCode> account(String... names) {
        return requiredText(LONGEST_ACCOUNT, names).flatMap(code -> {
            try {
                return Optional.of(AccountCode.of(code));
            } catch (IllegalArgumentException noCode) {
                tell(
                        find(true, names).orElse(this),
                        "edfi.account",
                        "letters, digits, dots, hyphens, slashes, colons and underscores",
                        "Correct the code of the account.");
                return Optional.empty();
            }
        });
    }

    /** Returns a fiscal year, which the standard has from 2020 to 2040. */
    Optional<FiscalYear> fiscalYear(String... names) {
        return read(
                true,
                found -> {
                    String year = found.text();
                    if (year.matches("\\d{4}")
                            && Integer.parseInt(year) >= FIRST_YEAR
                            && Integer.parseInt(year) <= LAST_YEAR) {
                        return Optional.of(FiscalYear.of(Integer.parseInt(year)));
                    }
                    tell(
                            found,
                            "edfi.fiscal-year",
                            "%s to %s".formatted(FIRST_YEAR, LAST_YEAR),
                            "Correct the year; the standard has no others.");
                    return Optional.empty();
                },
                names);
    }

    Optional<LocalDate> requiredDate(String... names) {
        return read(true, this::date, names);
    }

    Optional<LocalDate> optionalDate(String... names) {
        return read(false, this::date, names);
    }

    private Optional<LocalDate> date(EdFiRecord found) {
        try {
            return Optional.of(LocalDate.parse(found.text()));
        } catch (DateTimeException noDate) {
            tell(found, "edfi.date", "a date, such as 2026-10-01", "Correct the date.");
            return Optional.empty();
        }
    }

    /** Returns a full-time equivalent: 0 or more, of at most five digits, four of them decimals. */
    Optional<BigDecimal> fullTimeEquivalent(String... names) {
        return read(
                false,
                found -> {
                    Optional<BigDecimal> number = decimal(found.text())
                            .filter(fte -> fte.signum() >= 0
                                    && fte.scale() <= 4
                                    && Math.max(fte.precision(), fte.precision() - fte.scale()) <= 5);
                    if (number.isEmpty()) {
                        tell(
                                found,
                                "edfi.fte",
                                "0 or more, with at most 5 digits and 4 decimals",
                                "Correct the full-time equivalent; 1 is full time.");
                    }
                    return number;
                },
                names);
    }

    Optional<Money> requiredMoney(String... names) {
        return read(true, found -> money(found, found.text()), names);
    }

    Optional<Money> optionalMoney(String... names) {
        return read(false, found -> money(found, found.text()), names);
    }

    /** Returns the amount that a text is if it has the sign of the dollar, such as {@code $308,136,446}. */
    Optional<Money> moneyInText(String... names) {
        return read(
                false,
                found -> {
                    String amount = found.text();
                    if (amount.indexOf('$') < 0) {
                        return Optional.empty();
                    }
                    if (!IN_DOLLARS.matcher(amount).matches()) {
                        tellAmount(found);
                        return Optional.empty();
                    }
                    boolean isNegative = amount.startsWith("(") || amount.indexOf('-') >= 0;
                    return money(found, (isNegative ? "-" : "") + amount.replaceAll("[$,()-]", ""));
                },
                names);
    }

    private Optional<Money> money(EdFiRecord found, String number) {
        Optional<BigDecimal> dollars = decimal(number);
        if (dollars.isEmpty()) {
            tellAmount(found);
            return Optional.empty();
        }
        if (dollars.get().scale() > 2) {
            tell(
                    found,
                    "edfi.cents",
                    "whole cents",
                    "Round the amount where it comes from, so that it is known who rounded and how.");
            return Optional.empty();
        }
        try {
            return Optional.of(Money.ofDollars(dollars.get()));
        } catch (ArithmeticException tooLarge) {
            tellAmount(found);
            return Optional.empty();
        }
    }

    private void tellAmount(EdFiRecord found) {
        tell(found, "edfi.amount", "an amount of money up to 92 quadrillion, such as 1234.50", "Correct the amount.");
    }

    /** Returns a decimal without the zeros at its end. */
    private static Optional<BigDecimal> decimal(String number) {
        return DECIMAL.matcher(number).matches()
                ? Optional.of(new BigDecimal(number).stripTrailingZeros())
                : Optional.empty();
    }

    private String text() {
        return Texts.trimmed(text.toString());
    }

    private Optional<String> textUpTo(int longest, EdFiRecord asking) {
        String whole = text();
        if (whole.codePointCount(0, whole.length()) > longest) {
            asking.tell(
                    this,
                    "edfi.length",
                    "at most %s characters".formatted(longest),
                    "Shorten it where it comes from; the standard has no longer ones.");
            return Optional.empty();
        }
        return Optional.of(whole);
    }

    private <T> Optional<T> read(boolean isRequired, Function<EdFiRecord, Optional<T>> value, String... names) {
        return find(isRequired, names).flatMap(value);
    }

    /** Returns the element with a text to which the names lead; tells where there are several, and where there is none that is required. */
    private Optional<EdFiRecord> find(boolean isRequired, String... names) {
        EdFiRecord at = this;
        for (String next : names) {
            List<EdFiRecord> found = at.all(next);
            if (found.size() > 1) {
                tell(
                        found.get(1),
                        "edfi.several",
                        "%s %s elements".formatted(found.size(), next),
                        "one",
                        "Keep one of them.");
                return Optional.empty();
            }
            if (found.isEmpty()) {
                if (isRequired) {
                    tellMissing(at, names);
                }
                return Optional.empty();
            }
            at = found.get(0);
        }
        if (at.text().isEmpty()) {
            if (isRequired) {
                tellMissing(at, names);
            }
            return Optional.empty();
        }
        return Optional.of(at);
    }

    private void tellMissing(EdFiRecord at, String... names) {
        String wanted = String.join("/", Arrays.asList(names));
        if (at.ref.isPresent()) {
            tell(
                    at,
                    "edfi.reference",
                    "a reference to " + Texts.shown(at.ref.get()),
                    "%s within the reference".formatted(wanted),
                    "Export references with the identity of what they refer to.");
        } else {
            boolean isEmpty = at.path.endsWith("/" + wanted);
            tell(
                    at,
                    "edfi.missing",
                    isEmpty ? "nothing" : "no " + wanted,
                    isEmpty ? "a text" : "the element with a text",
                    "Export the record with it; the standard requires it.");
        }
    }

    /** Tells what is wrong with an element within this one. */
    private void tell(EdFiRecord at, String code, String allowed, String remedy) {
        tell(at, code, at.text().isEmpty() ? "nothing" : Texts.shown(at.text()), allowed, remedy);
    }

    private void tell(EdFiRecord at, String code, String found, String allowed, String remedy) {
        isSound = false;
        problems.tell(new Problem(
                code,
                "%s, line %s, column %s, %s".formatted(file, at.line, at.column, at.path),
                found,
                allowed,
                remedy));
    }

    /** Tells what is wrong with this element as a whole. */
    void tell(String code, String found, String allowed, String remedy) {
        tell(this, code, found, allowed, remedy);
    }

    /** Tells that a record above has the same identity. */
    void tellTwice(Object identity) {
        tell(
                "edfi.twice",
                "%s again".formatted(identity),
                "one record of this identity",
                "Keep one of them; none was added to another.");
    }
}
