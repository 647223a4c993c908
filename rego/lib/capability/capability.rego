# METADATA
# title: The capability that a change needs
# description: Shared by the policies of permissions, so that they cannot differ about it.
package lib.capability

import rego.v1

creating := {
	"database": "can_create_db",
	"kubernetes": "can_create_k8s",
	"network": "can_create_network",
	"storage": "can_create_storage",
	"vm": "can_create_vm",
}

needed(resource) := creating[resource.kind] if resource.action == "create"

needed(resource) := "can_modify" if {
	resource.action == "modify"
	not only_deletion_is_missing(resource)
}

needed(resource) := "can_delete" if {
	resource.action == "modify"
	only_deletion_is_missing(resource)
}

needed(resource) := "can_delete" if resource.action == "delete"

# In a plan what is modified can be replaced: then the one that stands is deleted, and that takes both.
only_deletion_is_missing(resource) if {
	resource.replaced == true
	"can_modify" in input.actor.capabilities
	not "can_delete" in input.actor.capabilities
}

held(resource) if needed(resource) in input.actor.capabilities
