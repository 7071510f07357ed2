/**
 * How a school comes to its plan: the people who take part, the year they work through, and the versions of the plan until it
 * is final.
 *
 * <p>Start with {@link org.perpupil.plan.process.PlanHistory}, which starts with a plan and asks for the approval of every
 * {@link org.perpupil.plan.process.Committee} that the plan needs. A committee knows the rules of its own composition; a vote by
 * one that breaks them does not count. {@link org.perpupil.plan.process.PlanningCalendar} says what is due when. Nothing here
 * asks what day it is: every day is given.
 */
@NullMarked
package org.perpupil.plan.process;

import org.jspecify.annotations.NullMarked;
