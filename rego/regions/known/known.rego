# METADATA
# title: Region known
# description: A resource stands in a region that the catalogue knows of its cloud.
# custom:
#   subject: resource
#   reads: [region, regions]
#   actions: [create, modify]
#   message: "{resource} is in {received}, which is no region of its cloud that is known here; like it: {expected}"
#   hint: "Choose a region that there is; for one that is new, ask for newer prices"
#   parameters:
#     type: object
#     additionalProperties: false
#     properties: {}
package policies.regions.known

import rego.v1

pass contains address if {
	some binding in input.bound["regions.known"]
	some address in binding.subjects
	input.regions[input.resources[address].region].known == true
}

fail contains {
	"resource": address,
	"path": ["region"],
	"expected": {"one_of": found.nearest},
	"received": region,
} if {
	some binding in input.bound["regions.known"]
	some address in binding.subjects
	region := input.resources[address].region
	found := input.regions[region]
	found.known == false
}
