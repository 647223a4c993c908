# METADATA
# title: A plan does what was approved
# description: |
#   A plan that is tied to an approved request does what was approved, and nothing beyond it. Not applicable where the plan
#   is tied to none.
# custom:
#   subject: deployment
#   reads: [request]
#   plans: true
#   message: "the plan goes beyond what was approved: {received}, not {expected}"
#   hint: "Ask for what the plan does, or plan again what was approved; {owners} can accept the difference"
#   parameters: {type: object, additionalProperties: false}
package policies.plan.drifted_from_request

import rego.v1

pass contains "deployment" if {
	some binding in input.bound["plan.drifted_from_request"]
	"deployment" in binding.subjects
	count(input.plan.request.beyond) == 0

	# What the plan does not know may be something else than what was approved: then there is no answer.
	count(input.plan.request.undetermined) == 0
}

fail contains {
	"resource": "deployment",
	"path": array.concat([difference.address], difference.path),
	"expected": difference.expected,
	"received": difference.received,
} if {
	some binding in input.bound["plan.drifted_from_request"]
	"deployment" in binding.subjects
	some difference in input.plan.request.beyond
}

skip contains "deployment" if {
	some binding in input.bound["plan.drifted_from_request"]
	"deployment" in binding.subjects
	not input.plan.request
}
