# METADATA
# title: Clouds allowed
# description: A deployment is on one of the clouds that the binding lists.
# custom:
#   subject: deployment
#   reads: [project]
#   message: "{project} is on {received}; allowed: {expected}"
#   hint: "Use a project on one of these clouds, or ask {owners} to allow this one"
#   parameters:
#     type: object
#     additionalProperties: false
#     required: [providers]
#     properties:
#       providers:
#         description: The clouds allowed.
#         type: array
#         minItems: 1
#         items: {type: string, enum: [gcp, aws, azure]}
package policies.permissions.provider_scope

import rego.v1

pass contains "deployment" if {
	some binding in input.bound["permissions.provider_scope"]
	"deployment" in binding.subjects
	input.project.provider in binding.parameters.providers
}

fail contains {
	"resource": "deployment",
	"path": ["project", "provider"],
	"expected": {"one_of": binding.parameters.providers},
	"received": input.project.provider,
} if {
	some binding in input.bound["permissions.provider_scope"]
	"deployment" in binding.subjects
	not input.project.provider in binding.parameters.providers
}
