import type { Database, PlannedResource, Project, ReadResources } from '@portcullis/core';
import { optional } from '../read/optional.js';
import type { PlannedPool } from '../read/planned-pool.js';
import { isKnown, textAt, valueAt } from '../read/value-at.js';
import { cidrOf } from './addresses.js';
import { databaseCostFault } from './database-cost.js';
import { versionOf } from './database-versions.js';
import { takeSharedZones } from './private-endpoint.js';
import { takeKeyAssignment } from './read-assignment.js';
import { addressesOf, commonFields, ownName, takePointing } from './read-azure.js';
import { type Found, readFound } from './read-found.js';
import { takeLock } from './read-lock.js';

interface Types {
	readonly engine: Database['engine'];
	readonly server: string;
	/** How the parts of a server name it: their attribute, and the server's. */
	readonly by: Readonly<Record<string, string>>;
}

const types: readonly Types[] = [
	{ engine: 'postgres', server: 'azurerm_postgresql_flexible_server', by: { server_id: 'id' } },
	{ engine: 'mysql', server: 'azurerm_mysql_flexible_server', by: { server_name: 'name' } },
];

/** The flexible servers among azurerm's resources, with what stands beside each. */
export function readAzureDatabases(planned: PlannedPool, _project: Project): ReadResources {
	takeSharedZones(planned);
	return readFound(
		types.flatMap((type) => planned.takeType(type.server).map((server) => readServer(planned, server, type))),
	);
}

function readServer(planned: PlannedPool, server: PlannedResource, { engine, server: type, by }: Types): Found {
	const name = ownName(server);
	const own = name !== undefined;
	const { values } = server;
	const key = textAt(values, 'customer_managed_key', 0, 'key_vault_key_id');
	const identity = planned.takeBeside(server, 'azurerm_user_assigned_identity');
	const { assignment, fault } = takeKeyAssignment(planned, server, identity, key);
	const beside = ['azurerm_private_endpoint', `${type}_active_directory_administrator`].map((besides) =>
		planned.takeBeside(server, besides),
	);
	const { lock, fault: lockFault } = takeLock(planned, server);
	const ownConfiguration = planned.takeBeside(server, `${type}_configuration`);
	const configurations = takePointing(planned, server, `${type}_configuration`, by);
	const ownRules = own
		? planned.takeParts(server, `${type}_firewall_rule`, 'database', name).map(({ resource }) => resource)
		: [];
	const rules = takePointing(planned, server, `${type}_firewall_rule`, by);
	const allRules = [...ownRules, ...rules.sure];
	const tls = readTls([...(ownConfiguration === undefined ? [] : [ownConfiguration]), ...configurations.sure], own);
	const cidrs = allRules.map(({ values }) =>
		cidrOf(textAt(values, 'start_ip_address') ?? '', textAt(values, 'end_ip_address') ?? ''),
	);
	const vague = own ? [] : [...configurations.vague, ...rules.vague];
	return {
		addresses: addressesOf(
			server,
			identity,
			assignment,
			...beside,
			lock,
			ownConfiguration,
			...configurations.sure,
			...allRules,
		),
		unfit:
			(vague.length > 0 ? `the plan does not say which server ${vague[0]?.address} belongs to` : undefined) ??
			fault ??
			lockFault ??
			faultOf(server, own) ??
			databaseCostFault(server, engine, own) ??
			(cidrs.some((cidr) => cidr === undefined || cidr === '0.0.0.0/32')
				? 'authorized_cidrs: a firewall rule lets in what is no range, or every service of azure'
				: undefined),
		resource: {
			kind: 'database',
			...commonFields(server),
			engine,
			version: versionOf(engine, textAt(values, 'version')),
			size: textAt(values, 'sku_name'),
			disk: diskOf(values, engine),
			backups: backupsOf(valueAt(values, 'backup_retention_days')),
			public_access: publicAccess(values, engine),
			authorized_cidrs: [...cidrs].sort(),
			tls,
			encryption: true,
			...optional({ encryption_key: key }),
			high_availability: textAt(values, 'high_availability', 0, 'mode') === 'ZoneRedundant',
			deletion_protection: lock !== undefined,
		},
	};
}

function diskOf(values: unknown, engine: Database['engine']): unknown {
	const size = valueAt(values, ...(engine === 'postgres' ? ['storage_mb'] : ['storage', 0, 'size_gb']));
	if (typeof size !== 'number') return undefined;
	return { size_gib: engine === 'postgres' ? size / 1024 : size, type: 'ssd' };
}

// Azure always keeps backups, and any moment of their days can be restored.
function backupsOf(days: unknown): unknown {
	return days === undefined ? undefined : { enabled: true, retention_days: days, point_in_time: true };
}

function publicAccess(values: unknown, engine: Database['engine']): boolean | undefined {
	const said = valueAt(values, engine === 'postgres' ? 'public_network_access_enabled' : 'public_network_access');
	if (typeof said === 'boolean') return said;
	return said === 'Enabled' ? true : said === 'Disabled' ? false : undefined;
}

/** Azure demands TLS unless the parameter says otherwise; of a server of ours the parameter has to be there. */
function readTls(configurations: readonly PlannedResource[], own: boolean): boolean | undefined {
	const said = configurations.filter(({ values }) => textAt(values, 'name') === 'require_secure_transport');
	if (said.length === 0) return own ? undefined : true;
	const values = said.map((configuration) => textAt(configuration.values, 'value')?.toLowerCase());
	if (values.includes('off')) return false;
	return values.every((value) => value === 'on') ? true : undefined;
}

function faultOf({ values }: PlannedResource, own: boolean): string | undefined {
	const delegated = textAt(values, 'delegated_subnet_id');
	if (delegated !== undefined || !(own || isKnown(values, 'delegated_subnet_id'))) {
		return 'network: it stands in a delegated subnet, or the plan does not say whether it does';
	}
	const availability = valueAt(values, 'high_availability');
	const mode = textAt(values, 'high_availability', 0, 'mode');
	if (mode === 'SameZone') return 'high_availability: its standby is in the same zone';
	if (Array.isArray(availability) && availability.length > 0 && mode !== 'ZoneRedundant') {
		return 'high_availability: the plan does not say where the standby is';
	}
	if (own && valueAt(values, 'authentication', 0, 'password_auth_enabled') === true) {
		return 'it lets in by password, which Portcullis did not write';
	}
	return undefined;
}
