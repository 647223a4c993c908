# METADATA
# title: Change freeze
# description: |
#   Nothing is changed while one of the binding's windows lasts: once, every week or every day, by the wall clock of a
#   time zone.
# custom:
#   subject: deployment
#   reads: []
#   windows: windows
#   message: "changes are frozen ({received}); they go on {expected}"
#   hint: "Ask again then, or ask {owners} to end the freeze"
#   parameters:
#     type: object
#     additionalProperties: false
#     required: [windows]
#     properties:
#       windows:
#         description: |
#           When changes are frozen. `from` and `until` are both a local date and time (2026-12-24T18:00), a weekday and
#           time (friday 16:00) or a time of day (16:00).
#         type: array
#         minItems: 1
#         maxItems: 100
#         items:
#           type: object
#           additionalProperties: false
#           required: [name, from, until]
#           properties:
#             name: {type: string}
#             from: {type: string}
#             until: {type: string}
#             weekdays:
#               type: array
#               minItems: 1
#               items:
#                 type: string
#                 enum: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]
#       time_zone:
#         description: The zone of the windows, such as Europe/Berlin; UTC where it is left out.
#         type: string
#       except_actions:
#         description: What may be done all the same.
#         type: array
#         items: {type: string, enum: [create, modify, delete]}
#       except_roles:
#         description: Who may change things all the same.
#         type: array
#         items: {type: string}
package policies.change.freeze

import rego.v1

# The host has worked the windows out to instants, in the order of the bindings.
now_in(index) := {window |
	some window in input.windows["change.freeze"][index]
	window.starts_at <= input.now
	input.now < window.ends_at
}

excepted(parameters) if input.action in parameters.except_actions

excepted(parameters) if {
	some role in input.actor.roles
	role in parameters.except_roles
}

pass contains "deployment" if {
	some binding in input.bound["change.freeze"]
	"deployment" in binding.subjects
	excepted(binding.parameters)
}

pass contains "deployment" if {
	some index, binding in input.bound["change.freeze"]
	"deployment" in binding.subjects
	input.windows["change.freeze"][index]
	count(now_in(index)) == 0
}

fail contains {
	"resource": "deployment",
	"path": ["now"],
	"expected": {"after": window.ends},
	"received": window.name,
} if {
	some index, binding in input.bound["change.freeze"]
	"deployment" in binding.subjects
	not excepted(binding.parameters)
	some window in now_in(index)
}
