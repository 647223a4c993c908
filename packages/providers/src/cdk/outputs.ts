/** What a document tells of one block once it stands: the attribute, and what it is. */
interface Told {
	readonly kind: string;
	readonly name: string;
	readonly attribute: string;
	readonly description: string;
}

const told: Readonly<Record<string, Told>> = {
	google_compute_instance: privateIp('network_interface[0].network_ip'),
	google_sql_database_instance: endpoint('database', 'connection_name', 'what the connectors of Cloud SQL connect to'),
	google_compute_network: id('network'),
	google_storage_bucket: endpoint('storage', 'url', 'the bucket, as gs:// address'),
	google_container_cluster: endpoint('kubernetes', 'endpoint', 'the address of the control plane'),
	aws_instance: privateIp('private_ip'),
	aws_db_instance: endpoint('database', 'endpoint', 'host and port of the database'),
	aws_vpc: id('network'),
	aws_s3_bucket: endpoint('storage', 'bucket', 'the name of the bucket'),
	aws_eks_cluster: endpoint('kubernetes', 'endpoint', 'the address of the control plane'),
	azurerm_linux_virtual_machine: privateIp('private_ip_address'),
	azurerm_postgresql_flexible_server: endpoint('database', 'fqdn', 'the host of the database'),
	azurerm_mysql_flexible_server: endpoint('database', 'fqdn', 'the host of the database'),
	azurerm_virtual_network: id('network'),
	azurerm_storage_account: endpoint('storage', 'primary_blob_endpoint', 'the address of what is stored'),
	azurerm_kubernetes_cluster: id('kubernetes'),
};

function privateIp(attribute: string): Told {
	return { kind: 'vm', name: 'private_ip', attribute, description: 'the address of the machine within its network' };
}

function endpoint(kind: string, attribute: string, description: string): Told {
	return { kind, name: 'endpoint', attribute, description };
}

function id(kind: string): Told {
	return { kind, name: 'id', attribute: 'id', description: "the cloud's own id" };
}

/** The attribute that is told of each type of block. */
export const outputTypes: Readonly<Record<string, string>> = Object.fromEntries(
	Object.entries(told).map(([type, { attribute }]) => [type, attribute]),
);

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * The outputs of a document, one a block that people go on with: where a machine, a database, a bucket or a cluster is
 * reached, which network it is. They are made of the blocks' own addresses, never of what people wrote.
 *
 * @param blocks the section `resource`
 */
export function outputsOf(blocks: Blocks): Readonly<Record<string, unknown>> {
	return Object.fromEntries(
		Object.entries(blocks).flatMap(([type, named]) => {
			const what = Object.hasOwn(told, type) ? told[type] : undefined;
			if (what === undefined) return [];
			return Object.keys(named)
				.filter((block) => block.startsWith(`${what.kind}_`))
				.map((block) => {
					const value = `\${${type}.${block}.${what.attribute}}`;
					return [`${block}_${what.name}`, { value, description: what.description }];
				});
		}),
	);
}
