package lib.capability_test

import rego.v1

import data.lib.capability

test_creating_needs_the_capability_of_the_kind if {
	needed := {kind: capability.needed({"action": "create", "kind": kind}) |
		some kind in ["database", "kubernetes", "network", "storage", "vm"]
	}
	needed == {
		"database": "can_create_db",
		"kubernetes": "can_create_k8s",
		"network": "can_create_network",
		"storage": "can_create_storage",
		"vm": "can_create_vm",
	}
}

test_modifying_needs_can_modify_whatever_the_kind if {
	capability.needed({"action": "modify", "kind": "vm"}) == "can_modify"
	capability.needed({"action": "modify", "kind": "storage"}) == "can_modify"
}

test_deleting_needs_can_delete_whatever_the_kind if {
	capability.needed({"action": "delete", "kind": "vm"}) == "can_delete"
	capability.needed({"action": "delete", "kind": "network"}) == "can_delete"
}

test_a_capability_is_held_only_if_the_actor_has_it if {
	change := {"action": "create", "kind": "vm"}
	capability.held(change) with input as {"actor": {"capabilities": ["can_view", "can_create_vm"]}}
	not capability.held(change) with input as {"actor": {"capabilities": ["can_view", "can_create_db"]}}
}

test_replacing_takes_both_and_says_which_one_is_missing if {
	change := {"action": "modify", "kind": "vm", "replaced": true}
	capability.held(change) with input as {"actor": {"capabilities": ["can_modify", "can_delete"]}}
	not capability.held(change) with input as {"actor": {"capabilities": ["can_modify"]}}
	not capability.held(change) with input as {"actor": {"capabilities": ["can_delete"]}}
	capability.needed(change) == "can_delete" with input as {"actor": {"capabilities": ["can_modify"]}}
	capability.needed(change) == "can_modify" with input as {"actor": {"capabilities": ["can_delete"]}}
	capability.held({"action": "modify", "kind": "vm"}) with input as {"actor": {"capabilities": ["can_modify"]}}
}

test_an_action_that_does_not_exist_needs_what_nobody_has if {
	not capability.held({"action": "rename", "kind": "vm"}) with input as {"actor": {"capabilities": ["can_create_vm", "can_modify", "can_delete"]}}
}
