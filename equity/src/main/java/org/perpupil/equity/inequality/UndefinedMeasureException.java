package org.perpupil.equity.inequality;

/** A measure that does not exist for the data at hand; the message says what it would have had to divide by or take. */
public final class UndefinedMeasureException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * Says why.
     *
     * @param reason one sentence that names the measure and what it would have had to do
     */
    public UndefinedMeasureException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Returns the message, which is always there. */
    public String reason() {
        return reason;
    }
}
