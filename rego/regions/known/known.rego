# METADATA
# title: Region known
# description: A resource stands in a region that the catalogue knows of its cloud.
# custom:
#   subject: resource
#   reads: [region, regions]
#   actions: [create, modify]
#   message: "{resource} is in {received}, which is no region of its cloud that is known here; choose {expected}"
#   hint: "A region that is new needs newer prices here; the other policies may allow fewer than there are"
#   parameters:
#     type: object
#     additionalProperties: false
#     properties: {}
package policies.regions.known

import rego.v1

expected(nearest) := {"one_of": nearest} if count(nearest) > 0

expected(nearest) := "a region that there is" if count(nearest) == 0

pass contains address if {
	some binding in input.bound["regions.known"]
	some address in binding.subjects
	input.regions[input.resources[address].region].known == true
}

fail contains {
	"resource": address,
	"path": ["region"],
	"expected": expected(found.nearest),
	"received": region,
} if {
	some binding in input.bound["regions.known"]
	some address in binding.subjects
	region := input.resources[address].region
	found := input.regions[region]
	found.known == false
}
