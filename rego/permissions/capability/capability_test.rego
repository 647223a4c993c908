package policies.permissions.capability_test

import rego.v1

import data.policies.permissions.capability

request(action, held) := {
	"bound": {"permissions.capability": [{"parameters": {}, "subjects": ["vm/web"]}]},
	"actor": {"capabilities": held},
	"resources": {"vm/web": {"action": action, "kind": "vm"}, "vm/unbound": {"action": action, "kind": "vm"}},
}

test_the_holder_of_the_capability_passes if {
	capability.pass == {"vm/web"} with input as request("create", ["can_view", "can_create_vm"])
	capability.fail == set() with input as request("create", ["can_view", "can_create_vm"])
}

test_whoever_lacks_it_fails_and_the_capability_is_named if {
	asked := request("create", ["can_view"])
	capability.pass == set() with input as asked
	capability.fail == {{
		"resource": "vm/web",
		"path": ["actor", "capabilities"],
		"expected": {"includes": "can_create_vm"},
		"received": ["can_view"],
	}} with input as asked
}

test_deleting_is_not_covered_by_creating if {
	capability.pass == set() with input as request("delete", ["can_create_vm"])
	some violation in capability.fail with input as request("delete", ["can_create_vm"])
	violation.expected == {"includes": "can_delete"}
}
