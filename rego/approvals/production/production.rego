# METADATA
# title: Production needs approval
# description: Whatever changes a project of the production environment is looked at by somebody else.
# custom:
#   subject: deployment
#   reads: [project]
#   message: "{project} is production"
#   hint: "{owners} can approve it"
#   parameters: {type: object, additionalProperties: false}
package policies.approvals.production

import rego.v1

pass contains "deployment" if {
	some binding in input.bound["approvals.production"]
	"deployment" in binding.subjects
	input.project.environment != "production"
}

fail contains {
	"resource": "deployment",
	"path": ["project", "environment"],
	"expected": {"other_than": "production"},
	"received": "production",
} if {
	some binding in input.bound["approvals.production"]
	"deployment" in binding.subjects
	input.project.environment == "production"
}
