# METADATA
# title: Hourly cost limit
# description: |
#   A resource, or the deployment as a whole, may not cost more an hour than the binding allows. Where a part of the
#   price is unknown, what is known can still be too much; if it is not, the answer is unknown.
# custom:
#   subjects: [resource, deployment]
#   reads: [cost]
#   actions: [create, modify]
#   message: "{resource} costs {received} an hour; allowed is {expected}"
#   hint: "Choose a smaller size or fewer of them, or ask {owners} for another limit"
#   parameters:
#     type: object
#     required: [max_hourly_micros]
#     additionalProperties: false
#     properties:
#       max_hourly_micros:
#         description: The most that an hour may cost, in millionths of a US dollar.
#         type: integer
#         minimum: 0
package policies.cost.hourly_limit

import rego.v1

cost("deployment") := input.cost

cost(address) := input.resources[address].cost

pass contains subject if {
	some binding in input.bound["cost.hourly_limit"]
	some subject in binding.subjects
	known := cost(subject)
	known.complete
	known.hourly_micros <= binding.parameters.max_hourly_micros
}

fail contains {
	"resource": subject,
	"path": ["cost", "hourly_micros"],
	"expected": {"at_most": binding.parameters.max_hourly_micros},
	"received": hourly,
} if {
	some binding in input.bound["cost.hourly_limit"]
	some subject in binding.subjects
	hourly := cost(subject).hourly_micros
	hourly > binding.parameters.max_hourly_micros
}
