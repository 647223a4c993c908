import type { Resource } from '@portcullis/core';
import { expect, it } from 'vitest';
import { exampleDatabase, exampleKubernetes, exampleNetwork, exampleStorage } from '../../test/example-kinds.js';
import { exampleProject, exampleVm } from '../../test/examples.js';
import { gcpProvider } from './gcp-provider.js';

const project = exampleProject('gcp');
const [vm, network, database, storage, cluster] = [
	exampleVm('gcp'),
	exampleNetwork('gcp'),
	exampleDatabase('gcp'),
	exampleStorage('gcp'),
	exampleKubernetes('gcp'),
];
const [subnet, rule, pool] = [network.subnets[0], network.ingress[0], cluster.node_pools[0]];

// Configurations that were tried on the provider itself: `terraform validate`, `terraform plan` or nothing before an
// apply finds them. Here all are refused before a document is written. What the model has no field for cannot be said:
// the service account's name, the channel, the range of the control plane, autopilot, a password beside a write-only
// one, a machine without a network, spot machines, a fixed number of nodes beside growing ones, the pool of identities.
const bad: readonly [string, object, RegExp][] = [
	['a name with capitals', { ...vm, name: 'Web' }, /name/],
	['a name of a network that is too long', { ...network, name: 'x'.repeat(64) }, /name/],
	['a label with capitals as its key', { ...vm, tags: { Team: 'core' } }, /tags\.Team/],
	['a label with a space in it', { ...vm, tags: { team: 'core team' } }, /tags\.team/],
	['a machine type that is none', { ...vm, size: 'huge' }, /size/],
	['a zone of another region', { ...vm, zone: 'europe-west1-b' }, /zone/],
	['a zone that is none', { ...vm, zone: 'us-central1' }, /zone/],
	[
		'a letter that the region lacks',
		{ ...vm, zone: 'us-central1-d' },
		/zone must be a zone of us-central1: us-central1-a, /,
	],
	[
		'a letter that another region has',
		{ ...vm, region: 'us-east1', zone: 'us-east1-a' },
		/zone .*us-east1-b, us-east1-c, us-east1-d/,
	],
	['a disk of no size', { ...vm, disk: { size_gib: 0, type: 'ssd' } }, /disk\.size_gib/],
	['a machine in a network that is not there', { ...vm, network: 'nowhere' }, /network/],
	['a machine in a subnet that is not there', { ...vm, network: 'main', subnet: 'nowhere' }, /subnet/],
	['a field that does not exist', { ...vm, nope: 1 }, /nope/],
	['a number for a text', { ...vm, name: 42 }, /name/],
	['a required field that is missing', { ...vm, size: undefined }, /size/],
	['a range that is none', { ...network, cidr: '10.0.0/16' }, /cidr/],
	['a range with host bits', { ...network, subnets: [{ ...subnet, cidr: '10.0.0.1/24' }] }, /subnets\[0\]\.cidr/],
	[
		'a subnet outside of its network',
		{ ...network, subnets: [{ ...subnet, cidr: '10.9.0.0/24' }] },
		/subnets\[0\]\.cidr/,
	],
	['a rule for port 99999', { ...network, ingress: [{ ...rule, ports: [{ from: 1, to: 99_999 }] }] }, /ports\[0\]\.to/],
	['a rule without a source', { ...network, ingress: [{ ...rule, sources: [] }] }, /sources/],
	['a version of postgres that is none', { ...database, version: '99' }, /version/],
	['a tier that is none', { ...database, size: 'db-huge' }, /size/],
	['availability by a word', { ...database, high_availability: 'ALWAYS' }, /high_availability/],
	['encryption of connections by a word', { ...database, tls: 'SOMETIMES' }, /tls/],
	['a database without any address', { ...database, network: undefined }, /network/],
	['a database in a network that is not there', { ...database, network: 'nowhere' }, /network/],
	['a bucket with a space and a mark', { ...storage, bucket: 'Bad Bucket!' }, /bucket/],
	['prevention of access by a word', { ...storage, public_access: 'bogus' }, /public_access/],
	['a class of storage that is none', { ...storage, class: 'FROZEN' }, /class/],
	['a place that is none', { ...storage, region: 'mars' }, /region/],
	[
		'a pool with a disk under 10 GiB',
		{ ...cluster, node_pools: [{ ...pool, disk: { size_gib: 9, type: 'ssd' } }] },
		/size_gib/,
	],
	[
		'a pool with a least above its most',
		{ ...cluster, node_pools: [{ ...pool, min: 5, max: 4 }] },
		/node_pools\[0\]\.max/,
	],
	['two pools of one name', { ...cluster, node_pools: [pool, pool] }, /node_pools/],
	['a version of Kubernetes that is none', { ...cluster, version: '1.99' }, /version/],
];

it.each(bad)('%s is refused, and the field is named', async (_what, resource, field) => {
	const others: Resource[] = 'kind' in resource && resource.kind === 'network' ? [] : [network];
	const synthesized = gcpProvider.synthesize(project, [resource as Resource, ...others]);
	await expect(synthesized).rejects.toMatchObject({ code: 'DOCUMENT_UNSAFE', message: expect.stringMatching(field) });
});
