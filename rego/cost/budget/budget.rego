# METADATA
# title: Monthly budget of the project
# description: |
#   With the deployment, what the project will have cost at the end of this UTC month stays within its monthly budget, or
#   a percentage of it.
# custom:
#   subject: deployment
#   reads: [spending]
#   actions: [create, modify]
#   message: "{project} would have cost {received} at the end of the month; its budget allows {expected}"
#   hint: "Ask for less, delete what is not used any more, or ask {project_managers} for a larger budget"
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       percent:
#         description: How much of the budget may be spent, in percent; 100 where it is left out.
#         type: integer
#         minimum: 1
#         maximum: 1000
package policies.cost.budget

import rego.v1

limit(parameters) := floor((input.project.monthly_budget_micros * object.get(parameters, "percent", 100)) / 100)

# Whoever is over the budget already can still make what stands cheaper.
adds_nothing if input.spending.monthly_forecast_micros <= input.spending.monthly_forecast_before_micros

fits(limit) if {
	input.spending.complete == true
	input.spending.monthly_forecast_micros <= limit
}

fits(_) if adds_nothing

has_budget if is_number(input.project.monthly_budget_micros)

pass contains "deployment" if {
	some binding in input.bound["cost.budget"]
	"deployment" in binding.subjects
	fits(limit(binding.parameters))
}

# Where a price is unknown the forecast is the least it will be: enough to fail, never enough to pass.
fail contains {
	"resource": "deployment",
	"path": ["spending", "monthly_forecast_micros"],
	"expected": {"at_most": most},
	"received": input.spending.monthly_forecast_micros,
} if {
	some binding in input.bound["cost.budget"]
	"deployment" in binding.subjects
	most := limit(binding.parameters)
	input.spending.monthly_forecast_micros > most
	not adds_nothing
}

skip contains "deployment" if {
	some binding in input.bound["cost.budget"]
	"deployment" in binding.subjects
	not has_budget
}
