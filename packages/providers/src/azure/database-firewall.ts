import { addressText, type Database, rangeOf } from '@portcullis/core';
import { partId } from '../cdk/part-id.js';
import { tfLiteral } from '../cdk/tf-text.js';
import type { AzureScope } from './azure-scope.js';
import type { AddedServer } from './flexible-server.js';

/** Lets ranges reach a server at its public address, a block each. */
export function addFirewallRules(azure: AzureScope, database: Database, server: AddedServer): void {
	const { scope, azurerm, resourceGroupName } = azure;
	for (const cidr of database.authorized_cidrs) {
		const name = `from-${cidr.replaceAll(/[./]/g, '-')}`;
		const id = partId('database', database.name, name);
		const { first, last } = rangeOf(cidr);
		const rule = {
			name: tfLiteral(name),
			startIpAddress: tfLiteral(addressText(first)),
			endIpAddress: tfLiteral(addressText(last)),
		};
		if (database.engine === 'postgres') {
			scope.add(azurerm.PostgresqlFlexibleServerFirewallRule, id, { ...rule, serverId: server.id });
		} else {
			scope.add(azurerm.MysqlFlexibleServerFirewallRule, id, { ...rule, resourceGroupName, serverName: server.name });
		}
	}
}
