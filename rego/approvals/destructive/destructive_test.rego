package policies.approvals.destructive_test

import rego.v1

import data.policies.approvals.destructive as policy

request(actions) := {
	"bound": {"approvals.destructive": [{"parameters": {}, "subjects": ["deployment"]}]},
	"resources": {address: {"action": action} | some address, action in actions},
}

test_what_deletes_nothing_passes if {
	asked := request({"vm/a": "create", "vm/b": "modify"})
	policy.pass == {"deployment"} with input as asked
	policy.fail == set() with input as asked
}

test_what_deletes_something_fails_and_names_it if {
	asked := request({"vm/a": "create", "vm/b": "delete", "vm/c": "delete"})
	policy.pass == set() with input as asked
	policy.fail == {{
		"resource": "deployment",
		"path": ["resources"],
		"expected": "nothing to delete",
		"received": {"vm/b", "vm/c"},
	}} with input as asked
}

test_what_is_replaced_is_deleted if {
	asked := {
		"bound": {"approvals.destructive": [{"parameters": {}, "subjects": ["deployment"]}]},
		"resources": {"vm/a": {"action": "modify"}, "vm/b": {"action": "modify", "replaced": true}},
	}
	policy.pass == set() with input as asked
	{fault.received | some fault in policy.fail} == {{"vm/b"}} with input as asked
}

test_one_deletion_is_enough if {
	asked := request({"vm/a": "create", "vm/b": "delete"})
	policy.pass == set() with input as asked
	count(policy.fail) == 1 with input as asked
}

test_it_answers_only_where_it_is_asked if {
	every action in ["create", "delete"] {
		asked := {
			"bound": {"approvals.destructive": [{"parameters": {}, "subjects": []}]},
			"resources": {"vm/a": {"action": action}},
		}
		policy.pass == set() with input as asked
		policy.fail == set() with input as asked
	}
}
