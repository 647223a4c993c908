# METADATA
# title: Monthly cost limit
# description: A resource may not cost more a month of 730 hours than the binding allows.
# custom:
#   subject: resource
#   reads: [cost]
#   actions: [create, modify]
#   message: "{resource} costs {received} a month; the limit is {expected}"
#   hint: "Choose a smaller size or fewer machines, or ask {owners} to approve it"
#   parameters:
#     type: object
#     additionalProperties: false
#     required: [max_monthly_micros]
#     properties:
#       max_monthly_micros:
#         description: The most that a resource may cost a month, in millionths of a US dollar.
#         type: integer
#         minimum: 0
package policies.cost.monthly_limit

import rego.v1

# Where a part is unknown the amount is the least it costs: enough to fail, never enough to pass.
pass contains address if {
	some binding in input.bound["cost.monthly_limit"]
	some address in binding.subjects
	cost := input.resources[address].cost
	cost.complete == true
	cost.monthly_micros <= binding.parameters.max_monthly_micros
}

fail contains {
	"resource": address,
	"path": ["cost", "monthly_micros"],
	"expected": {"at_most": binding.parameters.max_monthly_micros},
	"received": monthly,
} if {
	some binding in input.bound["cost.monthly_limit"]
	some address in binding.subjects
	monthly := input.resources[address].cost.monthly_micros
	monthly > binding.parameters.max_monthly_micros
}
