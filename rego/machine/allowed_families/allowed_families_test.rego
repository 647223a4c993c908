package policies.machine.allowed_families_test

import rego.v1

import data.policies.machine.allowed_families as policy

prefixes := ["e2-", "t3."]

request(resource) := {
	"bound": {"machine.allowed_families": [{"parameters": {"families": prefixes}, "subjects": ["it"]}]},
	"resources": {
		"it": resource,
		"other": {"kind": "vm", "size": "n2-standard-2"},
		"another": {"kind": "vm", "size": "e2-small"},
	},
}

passes(resource) if {
	policy.pass == {"it"} with input as request(resource)
	policy.fail == set() with input as request(resource)
}

fails(resource, size) if {
	policy.pass == set() with input as request(resource)
	policy.fail == {{
		"resource": "it",
		"path": ["size"],
		"expected": {"begins_with": prefixes},
		"received": size,
	}} with input as request(resource)
}

test_a_machine_and_a_database_are_judged_by_their_size if {
	every kind in ["vm", "database"] {
		passes({"kind": kind, "size": "e2-small"})
		fails({"kind": kind, "size": "n2-standard-2"}, "n2-standard-2")
	}
}

test_each_pool_of_a_cluster_is_judged if {
	passes({"kind": "kubernetes", "node_pools": [{"size": "e2-small"}]})
	fails({"kind": "kubernetes", "node_pools": [{"size": "e2-small"}, {"size": "n2-standard-2"}]}, "n2-standard-2")
}

test_every_prefix_counts_and_only_at_the_beginning if {
	passes({"kind": "vm", "size": "t3.micro"})
	not passes({"kind": "vm", "size": "xt3.micro"})
}

test_a_size_that_is_not_known_is_in_no_set if {
	policy.pass == set() with input as request({"kind": "vm"})
	policy.fail == set() with input as request({"kind": "vm"})
}

test_a_cluster_of_which_a_pool_is_not_known_does_not_pass if {
	every resource in [{"kind": "kubernetes"}, {"kind": "kubernetes", "node_pools": [{"size": "e2-small"}, {"name": "b"}]}] {
		policy.pass == set() with input as request(resource)
		policy.fail == set() with input as request(resource)
	}
}

test_a_cluster_is_judged_by_its_pools_alone if {
	passes({"kind": "kubernetes", "size": "n2-standard-2", "node_pools": [{"size": "e2-small"}]})
}

test_pools_that_are_not_known_are_not_taken_for_none if {
	asked := request({"kind": "kubernetes"})
	policy.pass == set() with input as asked
	policy.fail == set() with input as asked
}
