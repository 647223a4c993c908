import type { Database } from '@portcullis/core';
import { partId } from '../cdk/part-id.js';
import type { TfId } from '../cdk/tf-id.js';
import type { Desired, Mapping } from '../mapping.js';
import type { AzureScope } from './azure-scope.js';
import { checkAzureDatabase } from './check-database.js';
import { addFirewallRules } from './database-firewall.js';
import type { AddedServer } from './flexible-server.js';
import { addMysql } from './mysql.js';
import { addPostgres } from './postgres.js';
import { addEndpoint, addEndpointElsewhere, type EndpointTarget } from './private-endpoint.js';
import { protect } from './protect.js';
import { readAzureDatabases } from './read-database.js';
import { networkFor } from './subnet-choice.js';

/**
 * A database on Azure: a flexible server, the parameter that demands TLS, and a private endpoint in the network's first
 * private subnet with the name that leads to it. With `public_access` also an address on the internet, and a firewall
 * rule for each range that may reach it.
 *
 * A private endpoint and not a delegated subnet: such a subnet would have to be kept for servers alone, one for each
 * engine, so that a database would change the network; and a server that was made in one can never leave it nor get a
 * public address, where this is a switch.
 *
 * No secret stands anywhere: postgres takes Entra sign-in alone, mysql a password from a variable that Terraform keeps
 * neither in plan nor state.
 */
export const azureDatabase: Mapping<Database, AzureScope> = {
	check: checkAzureDatabase,
	toTerraform,
	read: readAzureDatabases,
};

function toTerraform(azure: AzureScope, database: Database, desired: Desired): void {
	const id = partId('database', database.name);
	const server = database.engine === 'postgres' ? addPostgres(azure, database, id) : addMysql(azure, database, id);
	addFirewallRules(azure, database, server);
	addEndpoints(azure, database, id, server, desired);
	protect(azure, database, id, server.id);
}

function addEndpoints(azure: AzureScope, database: Database, id: TfId, server: AddedServer, desired: Desired): void {
	const target: EndpointTarget = { service: database.engine, id: server.id, name: `database.${database.name}` };
	const network = networkFor(desired, database.network);
	if (network !== undefined) addEndpoint(azure, database, id, target, network);
	else if (!database.public_access) addEndpointElsewhere(azure, database, id, target);
}
