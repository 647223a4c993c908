package policies.permissions.protected_action_test

import rego.v1

import data.policies.permissions.protected_action as policy

web := {"kind": "vm", "name": "web", "action": "modify", "tags": {}, "before": {"tags": {"owner": "ada"}}}

main := object.union(web, {"before": {"tags": {"protected": "true", "tier": "gold"}}})

request(parameters, resource, roles) := {
	"bound": {"permissions.protected_action": [{"parameters": parameters, "subjects": ["vm/web"]}]},
	"project": {"environment": "staging"},
	"actor": {"roles": roles},
	"resources": {"vm/web": resource, "vm/other": main},
}

passes(parameters, resource, roles) if {
	asked := request(parameters, resource, roles)
	policy.pass == {"vm/web"} with input as asked
	policy.fail == set() with input as asked
}

fails(parameters, resource, roles, expected, received) if {
	asked := request(parameters, resource, roles)
	policy.pass == set() with input as asked
	policy.fail == {{
		"resource": "vm/web",
		"path": ["action"],
		"expected": expected,
		"received": received,
	}} with input as asked
}

test_the_tag_protected_protects_where_the_binding_names_nothing if {
	passes({}, web, [])
	fails({}, main, [], "nobody", {"the tag protected=true"})
	fails({"roles": []}, main, ["CloudUser"], "nobody", {"the tag protected=true"})
}

test_a_tag_that_the_same_change_takes_away_protects_and_one_that_it_adds_does_not if {
	fails({}, object.union(main, {"tags": {"owner": "ada"}}), [], "nobody", {"the tag protected=true"})
	passes({}, object.union(web, {"tags": {"protected": "true"}}), [])
}

test_each_tag_of_the_binding_protects_with_its_value_only if {
	fails({"tags": {"tier": "gold", "owner": "bob"}}, main, [], "nobody", {"the tag tier=gold"})
	passes({"tags": {"tier": "silver"}}, main, [])
}

test_a_whole_name_protects if {
	fails({"names": ["db-.*", "w.b"]}, web, [], "nobody", {"its name"})
	passes({"names": ["we"]}, main, [])
	passes({"names": ["web2", "eb"]}, main, [])
}

test_a_pattern_that_is_none_protects_all_since_nobody_knows_what_it_meant if {
	fails({"names": ["web)|(db"]}, web, [], "nobody", {"its name"})
	fails({"names": ["("]}, web, [], "nobody", {"its name"})
}

test_a_kind_and_an_environment_protect if {
	fails({"kinds": ["database", "vm"]}, web, [], "nobody", {"its kind"})
	fails({"environments": ["staging"]}, web, [], "nobody", {"its environment"})
	passes({"kinds": ["database"], "environments": ["production"]}, main, [])
	passes({"kinds": ["database"]}, main, [])
	passes({"environments": ["production"]}, main, [])
}

test_all_that_protects_is_named if {
	fails(
		{"tags": {"tier": "gold"}, "names": ["web"], "kinds": ["vm"], "environments": ["staging"]},
		main,
		[],
		"nobody",
		{"the tag tier=gold", "its name", "its kind", "its environment"},
	)
}

test_who_has_one_of_the_roles_may if {
	roles := ["CloudAdmin", "Keeper"]
	passes({"roles": roles}, main, ["CloudUser", "Keeper"])
	fails({"roles": roles}, main, ["CloudUser"], {"one_of": roles}, {"the tag protected=true"})
}

test_one_role_is_named_like_several if fails({"roles": ["Keeper"]}, main, [], {"one_of": ["Keeper"]}, {"the tag protected=true"})

test_what_stands_unprotected_passes_with_roles_too if passes({"roles": ["Keeper"]}, web, ["CloudUser"])

test_only_the_actions_of_the_binding_are_kept_from_it if {
	deletion := object.union(main, {"action": "delete"})
	every parameters in [{}, {"actions": ["delete"]}] {
		fails(parameters, deletion, [], "nobody", {"the tag protected=true"})
	}
	passes({"actions": ["delete"]}, main, [])
	passes({"actions": ["modify"]}, deletion, [])
	fails({"actions": ["modify"]}, main, [], "nobody", {"the tag protected=true"})
}

test_who_may_not_delete_may_not_replace_either if {
	replaced := object.union(main, {"replaced": true})
	fails({"actions": ["delete"]}, replaced, [], "nobody", {"the tag protected=true"})
	passes({"actions": ["delete"]}, main, [])
	passes({"actions": ["delete"], "roles": ["Owner"]}, replaced, ["Owner"])
	passes({"actions": ["delete"]}, object.union(web, {"replaced": true}), [])
}

test_a_name_that_is_not_known_is_no_name_that_does_not_fit if {
	nameless := object.remove(web, ["name"])
	asked := request({"names": ["db-.*"]}, nameless, [])
	policy.pass == set() with input as asked
	policy.fail == set() with input as asked
	passes({"kinds": ["database"]}, nameless, [])
	passes({"names": ["db-.*"]}, web, [])
}
