// Start-up script of jshell: the words of formulas, districts, files and equity, so that
// pupils(POVERTY).times(dollars(1_000)) just works.

import org.perpupil.account.*
import org.perpupil.budget.*
import org.perpupil.district.*
import org.perpupil.exact.*
import org.perpupil.money.*
import org.perpupil.plan.*
import org.perpupil.plan.funding.*
import org.perpupil.problem.*
import org.perpupil.pupils.*
import org.perpupil.revenue.*
import org.perpupil.spending.*
import org.perpupil.staff.*

import org.perpupil.formula.*
import org.perpupil.formula.allocation.*
import org.perpupil.formula.allocation.Shortfall
import org.perpupil.formula.funding.*
import org.perpupil.formula.scenario.*

import org.perpupil.equity.*
import org.perpupil.equity.inequality.*
import org.perpupil.equity.peers.*
import org.perpupil.equity.progressivity.*
import org.perpupil.equity.regression.Covariance
import org.perpupil.equity.regression.Fit
import org.perpupil.equity.regression.Inference
import org.perpupil.equity.regression.Regression
import org.perpupil.equity.report.*
import org.perpupil.equity.spread.*
import org.perpupil.equity.weights.*

import org.perpupil.io.csv.*
import org.perpupil.io.json.*
import org.perpupil.io.oneroster.*
import org.perpupil.io.report.*

import static org.perpupil.formula.Line.line
import static org.perpupil.formula.Selection.*
import static org.perpupil.formula.SpanRate.at
import static org.perpupil.formula.Terms.*
import static org.perpupil.formula.funding.Decision.*
import static org.perpupil.pupils.Grade.*
import static org.perpupil.pupils.NeedCategory.*

import static org.perpupil.equity.inequality.Measure.*
import static org.perpupil.equity.progressivity.VerticalMeasure.*
import static org.perpupil.equity.regression.Term.factor
import static org.perpupil.equity.regression.Term.log
