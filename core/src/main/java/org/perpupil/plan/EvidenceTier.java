package org.perpupil.plan;

/**
 * How well research supports an investment: the four tiers of the Every Student Succeeds Act.
 *
 * <p>Source: 20 U.S.C. § 7801(21)(A).
 */
public enum EvidenceTier {
    /** Tier 1: at least one well-designed and well-implemented experimental study. */
    STRONG(1),
    /** Tier 2: at least one well-designed and well-implemented quasi-experimental study. */
    MODERATE(2),
    /** Tier 3: at least one well-designed and well-implemented correlational study that controls for selection bias. */
    PROMISING(3),
    /** Tier 4: a rationale based on research, with efforts under way to examine the effects. */
    RATIONALE(4);

    private final int tier;

    EvidenceTier(int tier) {
        this.tier = tier;
    }

    /** Returns 1 to 4; 1 is the strongest. */
    public int tier() {
        return tier;
    }
}
