import { defineTemplate } from './define-template.js';
import { cidrParameter, countParameter, engineParameter, sizeParameter } from './parameters.js';
import { subnetsOf } from './subnets.js';

/** The newest version that all three clouds run. */
const versions = { postgres: '16', mysql: '8.0' } as const;

/** Web servers, application servers and a database in one network. */
export const threeTier = defineTemplate({
	name: 'three-tier',
	title: 'Web, application and database',
	description:
		'A network with public and private subnets, web servers that it lets HTTPS in to, application servers and a database with backups, both in private subnets. Nothing has a public address: put a load balancer of your own before the web servers.',
	parameters: {
		cidr: cidrParameter,
		web_count: countParameter('web servers', 2),
		web_size: sizeParameter('a web server', 'small'),
		app_count: countParameter('application servers', 2),
		app_size: sizeParameter('an application server', 'medium'),
		engine: engineParameter,
		database_size: sizeParameter('the database', 'small'),
	},
	resources: ({ name, cidr, engine, ...sized }) => {
		const network = `${name}-net`;
		return [
			{
				kind: 'network',
				name: network,
				cidr,
				subnets: subnetsOf(cidr, [
					{ name: 'public', public: true },
					{ name: 'private', public: false },
				]),
				ingress: [{ name: 'https', protocol: 'tcp', ports: [{ from: 443, to: 443 }], sources: ['0.0.0.0/0'] }],
			},
			{
				kind: 'vm',
				name: `${name}-web`,
				size: sized.web_size,
				count: sized.web_count,
				network,
				subnet: 'public-1',
			},
			{
				kind: 'vm',
				name: `${name}-app`,
				size: sized.app_size,
				count: sized.app_count,
				network,
				subnet: 'private-1',
			},
			{
				kind: 'database',
				name: `${name}-db`,
				engine,
				version: versions[engine],
				size: sized.database_size,
				network,
			},
		];
	},
});
