# METADATA
# title: Capability for the change
# description: Whoever asks must hold the capability that the change needs, in this project.
# custom:
#   subject: resource
#   reads: []
#   message: "{actor} may not {action} {resource}: {expected} is missing"
#   hint: "Ask {grantors} for a role that has it, or ask somebody who holds it to make the request"
#   parameters:
#     type: object
#     additionalProperties: false
#     properties: {}
package policies.permissions.capability

import rego.v1

import data.lib.capability

pass contains address if {
	some binding in input.bound["permissions.capability"]
	some address in binding.subjects
	capability.held(input.resources[address])
}

fail contains {
	"resource": address,
	"path": ["actor", "capabilities"],
	"expected": {"includes": capability.needed(input.resources[address])},
	"received": input.actor.capabilities,
} if {
	some binding in input.bound["permissions.capability"]
	some address in binding.subjects
	not capability.held(input.resources[address])
}
