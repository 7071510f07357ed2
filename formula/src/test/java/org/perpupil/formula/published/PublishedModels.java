package org.perpupil.formula.published;

import static org.perpupil.formula.published.CaliforniaTest.GRADES_4_6;
import static org.perpupil.formula.published.CaliforniaTest.GRADES_9_12;
import static org.perpupil.formula.published.CaliforniaTest.K_3;
import static org.perpupil.formula.published.GuidebookTest.TABLE_2_2;

import java.util.LinkedHashMap;
import java.util.Map;
import org.perpupil.district.School;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.pupils.CountBasis;

/** The models of published formulas with their districts, for tests of whatever is made of an allocation. */
public final class PublishedModels {
    private PublishedModels() {}

    /** Returns each model by a name, with the inputs that the tests of its published figures have. */
    public static Map<String, ResolvedModel> all() {
        Map<String, ResolvedModel> all = new LinkedHashMap<>();
        all.put("Boston", BostonTest.resolved());
        all.put(
                "California, 2015–16",
                CaliforniaTest.resolved(CaliforniaTest.school(K_3, 8_456, 8_400, 8_300, 0, 0, 0), 2016));
        all.put(
                "California, 2013–14",
                CaliforniaTest.resolved(CaliforniaTest.school(K_3, 100, 106, 97, 66, 70, 64), 2014));
        all.put(
                "California, 2024–25",
                CaliforniaTest.resolved(CaliforniaTest.school(GRADES_9_12, 90, 90, 100, 55, 60, 70), 2025));
        all.put(
                "California, mean of three years",
                CaliforniaTest.resolved(CaliforniaTest.school(GRADES_4_6, 90, 90, 100, 0, 0, 0), 2014));
        all.put("California, gap", CaliforniaTest.gap());
        all.put(
                "District of Columbia, uniform",
                DistrictOfColumbiaTest.resolved(DistrictOfColumbiaTest.school(100, 75, 10, 70), ".97"));
        Map<String, Long> atRisk = new LinkedHashMap<>();
        atRisk.put("202", 236L);
        atRisk.put("450", 531L);
        atRisk.put("452", 942L);
        all.put("District of Columbia, at-risk", DistrictOfColumbiaTest.resolvedAtRisk(atRisk));
        all.put(
                "District of Columbia, minimum",
                DistrictOfColumbiaTest.resolvedGuards(
                        "Deal MS", "1379.7103845884174", "10402818", "0.00", Rounding.cents()));
        all.put(
                "District of Columbia, stabilization",
                DistrictOfColumbiaTest.resolvedGuards(
                        "Jefferson MS", "1", "3753441", "4383113.73", Rounding.dollars()));
        all.put("England", EnglandTest.resolved());
        all.put("Guidebook", GuidebookTest.resolved("10000000.00", Decision.paying(TABLE_2_2)));
        all.put(
                "Guidebook, central share",
                GuidebookTest.resolved("10000000.00", Decision.centralShare("10%"), Decision.paying(TABLE_2_2)));
        all.put(
                "Guidebook, prorated",
                GuidebookTest.resolved("4421525.00", Decision.paying(TABLE_2_2).prorateIfShort()));
        all.put("Houston, elementary", HoustonTest.resolved("elementary", 400));
        all.put("Houston, middle", HoustonTest.resolved("middle", 480));
        all.put("Houston, high", HoustonTest.resolved("high", 999));
        all.put(
                "New York, register",
                NewYorkTest.resolved(School.of("K001", "P.S. 1")
                        .enrolling(NewYorkTest.register(1_004))
                        .build()));
        all.put(
                "New York, change",
                NewYorkTest.resolved(School.of("K001", "P.S. 1")
                        .enrolling(NewYorkTest.register(551))
                        .enrolling(new CountBasis("last year"), NewYorkTest.register(500))
                        .build()));
        all.put("New York, phased", NewYorkTest.phased("K001", "6856416.99", "-120645.73", "5957603.00"));
        all.put("Tennessee", TennesseeTest.resolved());
        return all;
    }
}
