# METADATA
# title: Deleting needs approval
# description: A deployment that deletes something is looked at by somebody else.
# custom:
#   subject: deployment
#   reads: [action]
#   message: "{received} would be deleted"
#   hint: "{owners} can approve it"
#   parameters: {type: object, additionalProperties: false}
package policies.approvals.destructive

import rego.v1

deleted contains address if {
	some address, resource in input.resources
	resource.action == "delete"
}

# In a plan: the one that stands goes, and another one comes.
deleted contains address if {
	some address, resource in input.resources
	resource.replaced == true
}

pass contains "deployment" if {
	some binding in input.bound["approvals.destructive"]
	"deployment" in binding.subjects
	count(deleted) == 0
}

fail contains {
	"resource": "deployment",
	"path": ["resources"],
	"expected": "nothing to delete",
	"received": deleted,
} if {
	some binding in input.bound["approvals.destructive"]
	"deployment" in binding.subjects
	count(deleted) > 0
}
