# METADATA
# title: Data stays in its regions
# description: What holds data stands only in the regions that the binding lists.
# custom:
#   subject: resource
#   reads: [region]
#   kinds: [vm, database, storage, kubernetes]
#   actions: [create, modify]
#   message: "{resource} would hold data in {received}; it must stay in {expected}"
#   hint: "Choose one of these regions; {owners} can say whether others are lawful"
#   parameters:
#     type: object
#     additionalProperties: false
#     required: [regions]
#     properties:
#       regions:
#         description: The regions in which data may lie, by the clouds' own names.
#         type: array
#         minItems: 1
#         items: {type: string}
package policies.regions.residency

import rego.v1

pass contains address if {
	some binding in input.bound["regions.residency"]
	some address in binding.subjects
	input.resources[address].region in binding.parameters.regions
}

fail contains {
	"resource": address,
	"path": ["region"],
	"expected": {"one_of": binding.parameters.regions},
	"received": region,
} if {
	some binding in input.bound["regions.residency"]
	some address in binding.subjects
	region := input.resources[address].region
	not region in binding.parameters.regions
}
