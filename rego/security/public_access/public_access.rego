# METADATA
# title: No public access
# description: A resource has no address that the internet can reach, and lets nobody in who is not known.
# custom:
#   subject: resource
#   reads: [public_ip, public_access, public_endpoint]
#   kinds: [vm, database, storage, kubernetes]
#   actions: [create, modify]
#   message: "{resource} can be reached from the internet"
#   hint: "Leave the field out, or ask {owners} to accept the risk"
#   parameters: {type: object, additionalProperties: false}
package policies.security.public_access

import rego.v1

field := {
	"vm": "public_ip",
	"database": "public_access",
	"storage": "public_access",
	"kubernetes": "public_endpoint",
}

pass contains address if {
	some binding in input.bound["security.public_access"]
	some address in binding.subjects
	resource := input.resources[address]
	resource[field[resource.kind]] == false
}

fail contains {
	"resource": address,
	"path": [opened],
	"expected": false,
	"received": true,
} if {
	some binding in input.bound["security.public_access"]
	some address in binding.subjects
	resource := input.resources[address]
	opened := field[resource.kind]
	resource[opened] == true
}
