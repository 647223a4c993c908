# METADATA
# title: Every price known
# description: Each part of a resource has a price in the catalogue, or is free. A total with an unknown part is only the least it costs.
# custom:
#   subject: resource
#   reads: []
#   actions: [create, modify]
#   message: "the price of {resource} is not known in full: {received}"
#   hint: "Choose a size and region that the catalogue prices, or ask {owners} to accept the unknown part"
#   parameters:
#     type: object
#     additionalProperties: false
#     properties: {}
package policies.cost.price_known

import rego.v1

pass contains address if {
	some binding in input.bound["cost.price_known"]
	some address in binding.subjects
	input.resources[address].cost.complete
}

fail contains {
	"resource": address,
	"path": ["cost", "unknown"],
	"expected": {"one_of": ["priced", "free"]},
	"received": input.resources[address].cost.unknown,
} if {
	some binding in input.bound["cost.price_known"]
	some address in binding.subjects
	not input.resources[address].cost.complete
}
