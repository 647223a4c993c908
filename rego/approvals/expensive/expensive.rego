# METADATA
# title: What is expensive needs approval
# description: A deployment that costs more a month than the binding says is looked at by somebody else.
# custom:
#   subject: deployment
#   reads: [cost]
#   message: "the deployment costs {received} a month; above {expected} somebody has to approve it"
#   hint: "Ask for less, or let {owners} approve it"
#   parameters:
#     type: object
#     additionalProperties: false
#     required: [max_monthly_micros]
#     properties:
#       max_monthly_micros:
#         description: What a deployment may cost a month before somebody must look, in millionths of a US dollar.
#         type: integer
#         minimum: 0
package policies.approvals.expensive

import rego.v1

pass contains "deployment" if {
	some binding in input.bound["approvals.expensive"]
	"deployment" in binding.subjects
	input.cost.complete == true
	input.cost.monthly_micros <= binding.parameters.max_monthly_micros
}

fail contains {
	"resource": "deployment",
	"path": ["cost", "monthly_micros"],
	"expected": {"at_most": binding.parameters.max_monthly_micros},
	"received": input.cost.monthly_micros,
} if {
	some binding in input.bound["approvals.expensive"]
	"deployment" in binding.subjects
	input.cost.monthly_micros > binding.parameters.max_monthly_micros
}
