package policies.regions.known_test

import rego.v1

import data.policies.regions.known as policy

request(resource) := {
	"bound": {"regions.known": [{"parameters": {}, "subjects": ["vm/web"]}]},
	"regions": {
		"us-central1": {"known": true, "nearest": []},
		"moon": {"known": false, "nearest": []},
		"us-east": {"known": false, "nearest": ["us-east1"]},
		"us-centrall": {"known": false, "nearest": ["us-central1", "us-central2"]},
	},
	"resources": {"vm/web": resource, "vm/other": {"region": "us-centrall"}, "vm/another": {"region": "us-central1"}},
}

test_a_region_that_the_catalogue_knows_passes if {
	policy.pass == {"vm/web"} with input as request({"region": "us-central1"})
	policy.fail == set() with input as request({"region": "us-central1"})
}

test_one_that_it_does_not_know_fails_and_those_like_it_are_named if {
	policy.pass == set() with input as request({"region": "us-centrall"})
	policy.fail == {{
		"resource": "vm/web",
		"path": ["region"],
		"expected": {"one_of": ["us-central1", "us-central2"]},
		"received": "us-centrall",
	}} with input as request({"region": "us-centrall"})
}

test_the_only_one_like_it_is_named_too if {
	some violation in policy.fail with input as request({"region": "us-east"})
	violation.expected == {"one_of": ["us-east1"]}
}

test_one_that_is_like_none_fails_too if {
	policy.pass == set() with input as request({"region": "moon"})
	policy.fail == {{
		"resource": "vm/web",
		"path": ["region"],
		"expected": "a region that there is",
		"received": "moon",
	}} with input as request({"region": "moon"})
}

test_a_region_that_is_not_known_yet_or_was_not_looked_up_is_in_no_set if {
	every resource in [{"unknown": ["region"]}, {"region": "us-east1", "unknown": ["regions"]}] {
		policy.pass == set() with input as request(resource)
		policy.fail == set() with input as request(resource)
	}
}
