package policies.permissions.vm_size_test

import rego.v1

import data.policies.permissions.vm_size

medium := {"class": "medium", "rank": 3}

request(held, resource) := {
	"bound": {"permissions.vm_size": [{"parameters": {}, "subjects": ["vm/web"]}]},
	"actor": {"capabilities": held, "max_vm_size": medium},
	"resources": {
		"vm/web": object.union({"action": "create", "kind": "vm"}, resource),
		"vm/micro": {"action": "create", "kind": "vm", "size_class": {"class": "micro", "rank": 1}},
		"vm/large": {"action": "create", "kind": "vm", "size_class": {"class": "large", "rank": 4}},
	},
}

test_a_machine_of_the_limit_itself_passes if {
	asked := request(["can_create_vm"], {"size_class": medium})
	vm_size.pass == {"vm/web"} with input as asked
	vm_size.fail == set() with input as asked
	vm_size.skip == set() with input as asked
}

test_a_machine_one_class_above_fails_with_both_classes_named if {
	asked := request(["can_create_vm"], {"size_class": {"class": "large", "rank": 4}})
	vm_size.pass == set() with input as asked
	vm_size.fail == {{
		"resource": "vm/web",
		"path": ["size_class"],
		"expected": {"at_most": "medium"},
		"received": "large",
	}} with input as asked
}

test_without_the_capability_it_does_not_apply if {
	small := request(["can_view"], {"size_class": {"class": "micro", "rank": 1}})
	vm_size.skip == {"vm/web"} with input as small
	vm_size.pass == set() with input as small
	large := request(["can_view"], {"size_class": {"class": "large", "rank": 4}})
	vm_size.skip == {"vm/web"} with input as large
	vm_size.fail == set() with input as large
}

test_an_unknown_size_gets_no_answer if {
	asked := request(["can_create_vm"], {"unknown": ["size_class"]})
	vm_size.pass == set() with input as asked
	vm_size.fail == set() with input as asked
	vm_size.skip == set() with input as asked
}
