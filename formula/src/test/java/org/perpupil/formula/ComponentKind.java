package org.perpupil.formula;

/** The kinds of components that formulas of districts and states are made of, by the numbers they have in one list of them. */
enum ComponentKind {
    DOLLARS_PER_PUPIL_BY_LEVEL(1),
    WEIGHT_TIMES_BASE(2),
    FLAT_RATE_OF_A_NEED(3),
    STACKED_NEEDS(4),
    UNDUPLICATED_UNION(5),
    HIGHEST_NEED_ONLY(6),
    TIERS_OF_A_NEED(7),
    CONCENTRATION(8),
    RAMP_BETWEEN_SHARES(9),
    STEPS_AND_SQUARES(10),
    LUMP_SUM_BY_TYPE(11),
    SMALL_SCHOOL_SLOPE(12),
    TAPER_IN_SIZE(13),
    PRODUCT_OF_TAPERS(14),
    STAFFING_BY_STEPS(15),
    INDEX_ON_SOME_LINES(16),
    LOCAL_SHARE(17),
    BLENDED_MINIMUM(18),
    BASELINE_SERVICES(19),
    HOLD_HARMLESS(20),
    ADJUSTED_BASELINE(21),
    CAPPED_GAINS(22),
    MINIMUM_AFTER_A_CAP(23),
    WAY_TO_THE_FORMULA(24),
    RATABLE_REDUCTION(25),
    SPLIT_OF_A_POT(26),
    LIFTED_TO_A_LEVEL(27),
    SOLVED_TARGET(28),
    COUNT_BASIS(29),
    ASSUMED_COUNT(31),
    COMPOUNDED_INDICES(32),
    ELIGIBILITY(33),
    CENTRAL_SHARE(34),
    LOCKED_AND_GRANTED(35),
    MANUAL_AMOUNTS(36),
    REVENUE_TRIGGER(37),
    SHADOW(38),
    ROUNDED_STEPS(39),
    NO_VALUE(42);

    private final int number;

    ComponentKind(int number) {
        this.number = number;
    }

    @Override
    public String toString() {
        return number + " " + name();
    }
}
