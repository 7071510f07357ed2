import org.jspecify.annotations.NullMarked;

/** Money, pupils, schools, revenue and budgets: the values that every other part of perpupil speaks. */
@NullMarked
module org.perpupil.core {
    requires com.google.common;
    requires static org.jspecify;

    exports org.perpupil.account;
    exports org.perpupil.budget;
    exports org.perpupil.district;
    exports org.perpupil.exact;
    exports org.perpupil.money;
    exports org.perpupil.plan;
    exports org.perpupil.plan.funding;
    exports org.perpupil.plan.process;
    exports org.perpupil.plan.review;
    exports org.perpupil.problem;
    exports org.perpupil.pupils;
    exports org.perpupil.revenue;
    exports org.perpupil.spending;
    exports org.perpupil.staff;
}
