# METADATA
# title: Everything in a plan is judged
# description: |
#   A plan of Terraform's changes nothing that no policy can judge: every resource of it is one that Portcullis knows, but
#   for the types that the binding leaves out.
# custom:
#   subject: deployment
#   reads: []
#   plans: true
#   message: "{received} was not judged"
#   hint: "Look at it in the plan, or ask {owners} to leave its type out"
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       except_types:
#         description: Terraform's types that need no judgement; `*` stands for any characters.
#         type: array
#         minItems: 1
#         items: {type: string, minLength: 1}
package policies.plan.unmapped

import rego.v1

excepted(type, parameters) if {
	some pattern in object.get(parameters, "except_types", [])
	glob.match(pattern, [], type)
}

unjudged(parameters) := [resource |
	some resource in input.plan.unmapped
	not excepted(resource.type, parameters)
]

pass contains "deployment" if {
	some binding in input.bound["plan.unmapped"]
	"deployment" in binding.subjects
	count(unjudged(binding.parameters)) == 0
}

fail contains {
	"resource": "deployment",
	"path": ["plan", "unmapped", resource.address],
	"expected": "a resource that policies can judge",
	"received": concat("", [resource.action, " of ", resource.address, " (", resource.reason, ")"]),
} if {
	some binding in input.bound["plan.unmapped"]
	"deployment" in binding.subjects
	some resource in unjudged(binding.parameters)
}
