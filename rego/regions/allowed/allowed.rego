# METADATA
# title: Region allowed
# description: A resource may stand only in the regions that the binding lists; where it lists none, in those of the project.
# custom:
#   subject: resource
#   reads: [region]
#   actions: [create, modify]
#   message: "{resource} is in {received}; allowed: {expected}"
#   hint: "Choose one of the allowed regions, or ask {project_managers} to allow this one"
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       regions:
#         description: The regions allowed, by the clouds' own names.
#         type: array
#         minItems: 1
#         items: {type: string}
package policies.regions.allowed

import rego.v1

regions(parameters) := parameters.regions

regions(parameters) := input.project.regions if not parameters.regions

pass contains address if {
	some binding in input.bound["regions.allowed"]
	some address in binding.subjects
	input.resources[address].region in regions(binding.parameters)
}

fail contains {
	"resource": address,
	"path": ["region"],
	"expected": {"one_of": allowed},
	"received": region,
} if {
	some binding in input.bound["regions.allowed"]
	some address in binding.subjects
	region := input.resources[address].region
	allowed := regions(binding.parameters)
	not region in allowed
}
