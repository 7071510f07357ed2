package org.perpupil.formula.allocation;

/** Whether the district has decided on an allocation. */
public enum Status {
    /** Computed to be looked at. */
    DRAFT,
    /** Decided; computing it again must give the same cents, or say what changed. */
    ADOPTED
}
