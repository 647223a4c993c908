package policies.machine.no_gpu_test

import rego.v1

import data.policies.machine.no_gpu as policy

request(resource) := {
	"bound": {"machine.no_gpu": [{"parameters": {}, "subjects": ["vm/web"]}]},
	"resources": {"vm/web": resource, "vm/other": {"gpu": 8}, "vm/plain": {"gpu": 0}},
}

test_a_machine_without_cards_passes if {
	policy.pass == {"vm/web"} with input as request({"gpu": 0})
	policy.fail == set() with input as request({"gpu": 0})
}

test_one_card_is_too_many if {
	policy.pass == set() with input as request({"gpu": 1})
	policy.fail == {{
		"resource": "vm/web",
		"path": ["gpu"],
		"expected": 0,
		"received": 1,
	}} with input as request({"gpu": 1})
}

test_a_number_that_is_not_known_is_in_no_set if {
	policy.pass == set() with input as request({"kind": "vm"})
	policy.fail == set() with input as request({"kind": "vm"})
}
