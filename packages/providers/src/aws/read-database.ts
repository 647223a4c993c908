import {
	databaseEngines,
	databaseSchema,
	type PlannedResource,
	type Project,
	type ReadResources,
} from '@portcullis/core';
import { optional } from '../read/optional.js';
import type { PlannedPool } from '../read/planned-pool.js';
import { joinResults, readResource } from '../read/read-resource.js';
import { textAt, textsAt, valueAt } from '../read/value-at.js';
import { isOwn, networkInTags, userTags } from '../shared/own-tags.js';
import { databaseDisk, databaseFacts, diskBaseline } from './database-facts.js';
import { fasterThan } from './disk-speed.js';
import { ownKey } from './key-tags.js';
import { letsInMore } from './read-ingress.js';
import { strangeGroup, writtenGroups } from './written-groups.js';

/** The last part of the block of the rule that lets a database's own network in. */
export const networkRule = 'network';

/** The databases among aws's resources: ours, and those of others of which all that matters is known. */
export function readAwsDatabases(planned: PlannedPool, project: Project): ReadResources {
	return joinResults(planned.takeType('aws_db_instance').map((instance) => readDatabase(planned, project, instance)));
}

function readDatabase(planned: PlannedPool, project: Project, instance: PlannedResource): ReadResources {
	const { values } = instance;
	const tags = textsAt(values, 'tags');
	const own = isOwn(tags);
	const name = own ? tags['portcullis-resource'] : textAt(values, 'identifier');
	const beside = own
		? ['aws_security_group', 'aws_db_subnet_group'].flatMap((type) => planned.takeBeside(instance, type) ?? [])
		: [];
	const parts = (type: string) => (own ? planned.takeParts(instance, type, 'database', name ?? '') : []);
	const rules = parts('aws_vpc_security_group_ingress_rule');
	const parameters = own
		? parts('aws_db_parameter_group').map(({ resource }) => resource)
		: parametersNamed(planned, textAt(values, 'parameter_group_name'));
	const engine = databaseEngines.find((known) => known === textAt(values, 'engine'));
	const retention = valueAt(values, 'backup_retention_period');
	const tls = engine && tlsOf(parameters, databaseFacts[engine].tlsParameter);
	const key = textAt(values, 'kms_key_id');
	const network = own ? networkInTags(tags) : undefined;
	const candidate = {
		kind: 'database',
		name,
		region: textAt(values, 'region') ?? project.region,
		engine: textAt(values, 'engine'),
		version: textAt(values, 'engine_version'),
		size: textAt(values, 'instance_class'),
		disk: {
			size_gib: valueAt(values, 'allocated_storage'),
			type: textAt(values, 'storage_type') === databaseDisk ? 'ssd' : textAt(values, 'storage_type'),
		},
		backups:
			retention === 0
				? { enabled: false, point_in_time: false }
				: { enabled: true, retention_days: retention, point_in_time: true },
		public_access: valueAt(values, 'publicly_accessible') === true,
		authorized_cidrs: rules
			.filter(({ rest }) => rest[0] !== networkRule)
			.map(({ resource }) => textAt(resource.values, 'cidr_ipv4')),
		tls,
		encryption: valueAt(values, 'storage_encrypted') === true,
		...optional({ encryption_key: own ? ownKey(tags, key) : key, network }),
		high_availability: valueAt(values, 'multi_az') === true,
		deletion_protection: valueAt(values, 'deletion_protection') === true,
		tags: userTags(tags, 'Name'),
	};
	const addresses = [instance, ...beside, ...rules.map(({ resource }) => resource), ...parameters];
	return readResource(
		databaseSchema,
		candidate,
		addresses.map(({ address }) => address),
		unknownOf(values) ??
			(tls === undefined ? 'tls: no parameter group says whether connections must be encrypted' : undefined) ??
			beyond(values, own) ??
			(own
				? (joinedOf(planned, instance, name ?? '') ?? changedOf(planned, beside, rules, engine, network))
				: foreignOf(values)),
	);
}

/** Whether the engine refuses what is not encrypted; `undefined` where its group is not there, or does not say. */
function tlsOf(groups: readonly PlannedResource[], parameter: string): boolean | undefined {
	const said = groups.flatMap(({ values }) => {
		const list = valueAt(values, 'parameter');
		return Array.isArray(list) ? list.filter((item) => textAt(item, 'name') === parameter) : [];
	});
	const [first] = said;
	if (first === undefined) return undefined;
	return /^(?:1|on)$/i.test(textAt(first, 'value') ?? '');
}

function parametersNamed(planned: PlannedPool, name: string | undefined): readonly PlannedResource[] {
	if (name === undefined) return [];
	return planned.takeType('aws_db_parameter_group', ({ values }) => textAt(values, 'name') === name);
}

// What is absent is not known before apply; what is null was left out, and is off.
function unknownOf(values: PlannedResource['values']): string | undefined {
	const fields = {
		backup_retention_period: 'backups',
		publicly_accessible: 'public_access',
		storage_encrypted: 'encryption',
		deletion_protection: 'deletion_protection',
		multi_az: 'high_availability',
		engine_version: 'version',
	};
	const unknown = Object.entries(fields).find(([attribute]) => !Object.hasOwn(values, attribute));
	return unknown && `${unknown[1]}: ${unknown[0]} is not known`;
}

/** What a disk has beyond what aws gives it by itself: neither judged nor priced. */
function beyond(values: PlannedResource['values'], own: boolean): string | undefined {
	const known = own || Object.hasOwn(values, 'max_allocated_storage');
	if (!known || (valueAt(values, 'max_allocated_storage') ?? 0) !== 0) {
		return 'disk.size_gib: the disk may grow by itself (max_allocated_storage)';
	}
	return fasterThan(values, diskBaseline(Number(valueAt(values, 'allocated_storage'))));
}

// A database is in its own group alone, also in a network.
function joinedOf(planned: PlannedPool, instance: PlannedResource, name: string): string | undefined {
	const { own } = writtenGroups(planned, instance, ['database', name], undefined);
	const strange = strangeGroup(instance.values, [own]);
	return strange && `authorized_cidrs: ${strange} is no security group of it`;
}

function foreignOf(values: PlannedResource['values']): string | undefined {
	if (valueAt(values, 'publicly_accessible') === true) {
		return 'authorized_cidrs: who reaches it is said by groups of others, which are not followed';
	}
	const subnets = textAt(values, 'db_subnet_group_name') ?? 'default';
	return subnets === 'default' ? undefined : `network: ${subnets} is no network that Portcullis wrote`;
}

/** What somebody changed by hand so that more is open than the model would say. */
function changedOf(
	planned: PlannedPool,
	beside: readonly PlannedResource[],
	rules: readonly { readonly resource: PlannedResource; readonly rest: readonly string[] }[],
	engine: keyof typeof databaseFacts | undefined,
	network: string | undefined,
): string | undefined {
	const blocks = rules.map(({ resource }) => resource);
	if (beside.some((block) => letsInMore(block, blocks))) {
		return 'authorized_cidrs: its security group has rules that are no blocks of their own';
	}
	const port = engine && databaseFacts[engine].port;
	for (const { resource, rest } of rules) {
		const [from, to] = [valueAt(resource.values, 'from_port'), valueAt(resource.values, 'to_port')];
		if (from !== port || to !== port || textAt(resource.values, 'ip_protocol') !== 'tcp') {
			return `authorized_cidrs: ${resource.address} opens another port than the database's`;
		}
		if (rest[0] !== networkRule) continue;
		const vpc = planned.rest().find(({ type, values }) => {
			return type === 'aws_vpc' && network !== undefined && textAt(values, 'tags', 'portcullis-resource') === network;
		});
		if (vpc === undefined || textAt(vpc.values, 'cidr_block') !== textAt(resource.values, 'cidr_ipv4')) {
			return `authorized_cidrs: ${resource.address} lets in others than its network`;
		}
	}
	return undefined;
}
