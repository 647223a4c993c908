# METADATA
# title: Protected resources
# description: |
#   What is protected is modified or deleted only by who has one of the roles that the binding lists. What protects is
#   looked for on what stands, so that nobody takes a tag away together with the resource, or in order to.
# custom:
#   subject: resource
#   reads: [before, name]
#   actions: [modify, delete]
#   message: "{resource} is protected by {received}; who may {action} it: {expected}"
#   hint: "Ask somebody who may, or {owners} to take the protection away"
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       tags:
#         description: Tags that protect, each with the value that it must have.
#         type: object
#         additionalProperties: {type: string}
#       names:
#         description: Regular expressions (RE2) for the whole name of what is protected.
#         type: array
#         minItems: 1
#         items: {type: string, minLength: 1}
#       kinds:
#         description: Kinds of which every resource is protected.
#         type: array
#         minItems: 1
#         items: {type: string, enum: [vm, database, network, storage, kubernetes]}
#       environments:
#         description: Environments in whose projects every resource is protected.
#         type: array
#         minItems: 1
#         items: {type: string, enum: [development, test, staging, production]}
#       actions:
#         description: What may not be done; left out, neither of the two.
#         type: array
#         minItems: 1
#         items: {type: string, enum: [modify, delete]}
#       roles:
#         description: Who may do it all the same.
#         type: array
#         items: {type: string}
package policies.permissions.protected_action

import rego.v1

named(parameters) if {
	some field in ["tags", "names", "kinds", "environments"]
	parameters[field]
}

tags(parameters) := object.get(parameters, "tags", {}) if named(parameters)

# A binding that names nothing means what its name says.
tags(parameters) := {"protected": "true"} if not named(parameters)

fits(name, pattern) if {
	# By itself: in its frame "web)|(db" could be read.
	regex.is_valid(pattern)
	regex.match(concat("", ["^(?:", pattern, ")$"]), name)
}

# Nobody knows what it was meant to protect: so it protects all.
fits(_, pattern) if not regex.is_valid(pattern)

protections(address, parameters) := (by_tag | by_name) | (by_kind | by_environment) if {
	resource := input.resources[address]
	standing := resource.before.tags
	by_tag := {concat("", ["the tag ", key, "=", value]) | some key, value in tags(parameters); standing[key] == value}
	by_name := named_protection(resource, object.get(parameters, "names", []))
	by_kind := {"its kind" | resource.kind in object.get(parameters, "kinds", [])}
	by_environment := {"its environment" | input.project.environment in object.get(parameters, "environments", [])}
}

# Undefined where a plan does not know the name, and the binding asks for it.
named_protection(resource, patterns) := {"its name" | some pattern in patterns; fits(resource.name, pattern)} if {
	is_string(resource.name)
}

named_protection(_, []) := set()

concerns(parameters, resource) if resource.action in object.get(parameters, "actions", ["modify", "delete"])

# In a plan what is modified can be replaced: then it is deleted too, and one of the two is always meant.
concerns(_, resource) if resource.replaced == true

may(parameters) if {
	some role in input.actor.roles
	role in object.get(parameters, "roles", [])
}

free(address, parameters) if count(protections(address, parameters)) == 0

free(address, parameters) if not concerns(parameters, input.resources[address])

free(_, parameters) if may(parameters)

expected(parameters) := {"one_of": parameters.roles} if count(parameters.roles) > 0

expected(parameters) := "nobody" if count(object.get(parameters, "roles", [])) == 0

pass contains address if {
	some binding in input.bound["permissions.protected_action"]
	some address in binding.subjects
	free(address, binding.parameters)
}

fail contains {
	"resource": address,
	"path": ["action"],
	"expected": expected(binding.parameters),
	"received": protections(address, binding.parameters),
} if {
	some binding in input.bound["permissions.protected_action"]
	some address in binding.subjects
	not free(address, binding.parameters)
}
