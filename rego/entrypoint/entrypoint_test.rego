package portcullis_test

import rego.v1

import data.portcullis

allowed := {"bound": {"regions.allowed": [{"parameters": {"regions": ["us-central1"]}, "subjects": ["vm/web"]}]}}

test_a_bound_policy_answers_for_its_subjects if {
	request := object.union(allowed, {"resources": {"vm/web": {"region": "us-central1"}}})
	decision := portcullis.decision with input as request
	decision == {"regions.allowed": {"pass": {"vm/web"}, "fail": set(), "skip": set()}}
}

test_a_policy_with_skips_hands_them_over if {
	request := {
		"bound": {"permissions.vm_size": [{"parameters": {}, "subjects": ["vm/web"]}]},
		"actor": {"capabilities": [], "max_vm_size": {"class": "none", "rank": 0}},
		"resources": {"vm/web": {"action": "create", "kind": "vm", "size_class": {"class": "micro", "rank": 1}}},
	}
	decision := portcullis.decision with input as request
	decision == {"permissions.vm_size": {"pass": set(), "fail": set(), "skip": {"vm/web"}}}
}

test_an_id_that_no_package_answers_to_is_absent if {
	decision := portcullis.decision with input as {"bound": {"regions.alowed": [{"parameters": {}, "subjects": ["vm/web"]}]}}
	decision == {}
}

test_nothing_bound_gives_nothing if {
	decision := portcullis.decision with input as {"bound": {}}
	decision == {}
}
