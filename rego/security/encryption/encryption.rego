# METADATA
# title: Encryption at rest
# description: Disks and what is stored are encrypted; where the binding says so, by a key of the customer's own.
# custom:
#   subject: resource
#   reads: [encryption, encryption_key]
#   kinds: [vm, database, storage, kubernetes]
#   actions: [create, modify]
#   message: "{resource} is not encrypted as it must be: {received}, not {expected}"
#   hint: "Set encryption: true and encryption_key, or ask {owners} to accept the risk"
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       own_key:
#         description: Whether a key of the customer's own is wanted, and not the cloud's.
#         type: boolean
package policies.security.encryption

import rego.v1

wants_key(parameters) if parameters.own_key == true

has_key(resource) if is_string(resource.encryption_key)

pass contains address if {
	some binding in input.bound["security.encryption"]
	some address in binding.subjects
	not wants_key(binding.parameters)
	input.resources[address].encryption == true
}

pass contains address if {
	some binding in input.bound["security.encryption"]
	some address in binding.subjects
	input.resources[address].encryption == true
	has_key(input.resources[address])
}

fail contains {
	"resource": address,
	"path": ["encryption"],
	"expected": true,
	"received": false,
} if {
	some binding in input.bound["security.encryption"]
	some address in binding.subjects
	input.resources[address].encryption == false
}

fail contains {
	"resource": address,
	"path": ["encryption_key"],
	"expected": "a key of the customer's own",
	"received": "the cloud's key",
} if {
	some binding in input.bound["security.encryption"]
	some address in binding.subjects
	wants_key(binding.parameters)
	input.resources[address].encryption == true
	not has_key(input.resources[address])
	not "encryption_key" in input.resources[address].unknown
}
