# METADATA
# title: Instance metadata by token
# description: A machine on aws answers questions about itself only with a session token (IMDSv2).
# custom:
#   subject: resource
#   reads: [imds_v1]
#   kinds: [vm]
#   providers: [aws]
#   actions: [create, modify]
#   message: "{resource} answers metadata requests without a token (IMDSv1)"
#   hint: "Leave imds_v1 out, or ask {owners} to accept the risk"
#   parameters: {type: object, additionalProperties: false}
package policies.security.imds

import rego.v1

pass contains address if {
	some binding in input.bound["security.imds"]
	some address in binding.subjects
	input.resources[address].imds_v1 == false
}

fail contains {
	"resource": address,
	"path": ["imds_v1"],
	"expected": false,
	"received": true,
} if {
	some binding in input.bound["security.imds"]
	some address in binding.subjects
	input.resources[address].imds_v1 == true
}
