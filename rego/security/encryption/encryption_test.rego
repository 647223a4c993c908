package policies.security.encryption_test

import rego.v1

import data.policies.security.encryption as policy

request(parameters, resource) := {
	"bound": {"security.encryption": [{"parameters": parameters, "subjects": ["it"]}]},
	"resources": {
		"it": object.union({"unknown": []}, resource),
		"other": {"encryption": false, "unknown": []},
		"another": {"encryption": true, "encryption_key": "k", "unknown": []},
		"cloud_key": {"encryption": true, "unknown": []},
	},
}

no_key := {
	"resource": "it",
	"path": ["encryption_key"],
	"expected": "a key of the customer's own",
	"received": "the cloud's key",
}

test_what_is_encrypted_passes if {
	every parameters in [{}, {"own_key": false}] {
		policy.pass == {"it"} with input as request(parameters, {"encryption": true})
		policy.fail == set() with input as request(parameters, {"encryption": true})
	}
}

test_what_is_not_encrypted_fails_whatever_key_is_wanted if {
	every parameters in [{}, {"own_key": true}] {
		asked := request(parameters, {"encryption": false})
		policy.pass == set() with input as asked
		policy.fail == {{
			"resource": "it",
			"path": ["encryption"],
			"expected": true,
			"received": false,
		}} with input as asked
	}
}

test_an_own_key_passes_where_one_is_wanted if {
	asked := request({"own_key": true}, {"encryption": true, "encryption_key": "k"})
	policy.pass == {"it"} with input as asked
	policy.fail == set() with input as asked
}

test_an_own_key_passes_where_none_is_wanted if {
	asked := request({}, {"encryption": true, "encryption_key": "k"})
	policy.pass == {"it"} with input as asked
}

test_the_key_of_the_cloud_fails_where_an_own_one_is_wanted if {
	asked := request({"own_key": true}, {"encryption": true})
	policy.pass == set() with input as asked
	policy.fail == {no_key} with input as asked
}

test_a_key_that_is_not_known_yet_is_in_no_set if {
	asked := request({"own_key": true}, {"encryption": true, "unknown": ["encryption_key"]})
	policy.pass == set() with input as asked
	policy.fail == set() with input as asked
}

test_a_key_is_no_encryption if {
	every parameters in [{}, {"own_key": true}] {
		asked := request(parameters, {"encryption": false, "encryption_key": "k"})
		policy.pass == set() with input as asked
		count(policy.fail) == 1 with input as asked
	}
}
