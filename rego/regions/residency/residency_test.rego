package policies.regions.residency_test

import rego.v1

import data.policies.regions.residency as policy

regions := ["europe-west1", "europe-west4"]

request(resource) := {
	"bound": {"regions.residency": [{"parameters": {"regions": regions}, "subjects": ["database/main"]}]},
	"resources": {"database/main": resource, "database/other": {"region": "us-central1"}, "database/inside": {"region": regions[0]}},
}

test_each_of_the_regions_passes if {
	every region in regions {
		policy.pass == {"database/main"} with input as request({"region": region})
		policy.fail == set() with input as request({"region": region})
	}
}

test_another_region_fails if {
	policy.pass == set() with input as request({"region": "europe-west"})
	policy.fail == {{
		"resource": "database/main",
		"path": ["region"],
		"expected": {"one_of": regions},
		"received": "europe-west",
	}} with input as request({"region": "europe-west"})
}

test_a_region_that_is_not_known_is_in_no_set if {
	policy.pass == set() with input as request({"kind": "database"})
	policy.fail == set() with input as request({"kind": "database"})
}
