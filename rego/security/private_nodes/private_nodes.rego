# METADATA
# title: Private nodes
# description: The nodes of a cluster have no address that the internet can reach.
# custom:
#   subject: resource
#   reads: [private_nodes]
#   kinds: [kubernetes]
#   actions: [create, modify]
#   message: "the nodes of {resource} have public addresses"
#   hint: "Set private_nodes: true, or ask {owners} to accept the risk"
#   parameters: {type: object, additionalProperties: false}
package policies.security.private_nodes

import rego.v1

pass contains address if {
	some binding in input.bound["security.private_nodes"]
	some address in binding.subjects
	input.resources[address].private_nodes == true
}

fail contains {
	"resource": address,
	"path": ["private_nodes"],
	"expected": true,
	"received": false,
} if {
	some binding in input.bound["security.private_nodes"]
	some address in binding.subjects
	input.resources[address].private_nodes == false
}
