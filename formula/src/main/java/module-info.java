import org.jspecify.annotations.NullMarked;

/** Funding formulas as data, the models that bind them to revenue, and the allocations that they give. */
@NullMarked
module org.perpupil.formula {
    requires com.google.common;
    requires static org.jspecify;
    requires transitive org.perpupil.core;

    exports org.perpupil.formula;
    exports org.perpupil.formula.allocation;
    exports org.perpupil.formula.compliance;
    exports org.perpupil.formula.funding;
    exports org.perpupil.formula.scenario;
}
