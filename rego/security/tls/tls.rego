# METADATA
# title: Encrypted connections
# description: A database or a bucket refuses connections that are not encrypted.
# custom:
#   subject: resource
#   reads: [tls]
#   kinds: [database, storage]
#   actions: [create, modify]
#   message: "{resource} accepts connections that are not encrypted"
#   hint: "Set tls: true, or ask {owners} to accept the risk"
#   parameters: {type: object, additionalProperties: false}
package policies.security.tls

import rego.v1

pass contains address if {
	some binding in input.bound["security.tls"]
	some address in binding.subjects
	input.resources[address].tls == true
}

fail contains {
	"resource": address,
	"path": ["tls"],
	"expected": true,
	"received": false,
} if {
	some binding in input.bound["security.tls"]
	some address in binding.subjects
	input.resources[address].tls == false
}
