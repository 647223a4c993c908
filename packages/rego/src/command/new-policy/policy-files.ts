import type { PolicyName } from './policy-name.js';

/** The files of a new policy by name: the rule, its test, its page. */
export function policyFiles({ category, name }: PolicyName): Readonly<Record<string, string>> {
	// A tenant's own policies stand in a package of their own, beside those that everybody has.
	const path = category === 'custom' ? `custom.${name}` : `policies.${category}.${name}`;
	const id = `${category}.${name}`;
	const title = capitalised(name.replaceAll('_', ' ').trim());
	return {
		[`${name}.rego`]: rule(path, id, title),
		[`${name}_test.rego`]: tests(path, id, name),
		[`${name}.md`]: page(id, title),
	};
}

function capitalised(text: string): string {
	return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

function rule(path: string, id: string, title: string): string {
	return `# METADATA
# title: ${title}
# description: A resource may stand for at most as many machines as the binding allows.
# custom:
#   subject: resource
#   reads: [count]
#   kinds: [vm]
#   actions: [create, modify]
#   message: "{resource} stands for {received} machines; allowed is {expected}"
#   hint: "Ask for fewer, or ask {owners} to allow more"
#   parameters:
#     type: object
#     required: [max_count]
#     additionalProperties: false
#     properties:
#       max_count:
#         description: The most machines that one resource may stand for.
#         type: integer
#         minimum: 1
package ${path}

import rego.v1

pass contains address if {
	some binding in input.bound["${id}"]
	some address in binding.subjects
	input.resources[address].count <= binding.parameters.max_count
}

fail contains {
	"resource": address,
	"path": ["count"],
	"expected": {"at_most": binding.parameters.max_count},
	"received": asked,
} if {
	some binding in input.bound["${id}"]
	some address in binding.subjects
	asked := input.resources[address].count
	asked > binding.parameters.max_count
}
`;
}

function tests(path: string, id: string, name: string): string {
	return `package ${path}_test

import rego.v1

import data.${path}

request(resource) := {
	"bound": {"${id}": [{"parameters": {"max_count": 3}, "subjects": ["vm/web"]}]},
	"resources": {"vm/web": resource},
}

test_as_many_as_allowed_pass if {
	asked := request({"count": 3})
	${name}.pass == {"vm/web"} with input as asked
	${name}.fail == set() with input as asked
}

test_one_more_fails_with_both_numbers if {
	asked := request({"count": 4})
	${name}.pass == set() with input as asked
	${name}.fail == {{
		"resource": "vm/web",
		"path": ["count"],
		"expected": {"at_most": 3},
		"received": 4,
	}} with input as asked
}

test_a_number_that_is_not_known_gets_no_answer if {
	asked := request({"unknown": ["count"]})
	${name}.pass == set() with input as asked
	${name}.fail == set() with input as asked
}
`;
}

function page(id: string, title: string): string {
	return `# ${title}

\`${id}\`

## Summary

A resource may stand for at most as many machines as the binding allows.

## Avoid

\`\`\`yaml
resources:
  - {kind: vm, name: web, size: e2-small, count: 4}
\`\`\`

## Prefer

\`\`\`yaml
resources:
  - {kind: vm, name: web, size: e2-small, count: 3}
\`\`\`

## Why

Say here what goes wrong without this policy.

## Configure

| parameter | meaning |
|---|---|
| \`max_count\` | the most machines that one resource may stand for |

## Controls

Say here which controls of which standards this policy serves.
`;
}
