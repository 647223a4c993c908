// Construct and synthesis of N machines on gcp: ours against cdktf used as its documentation shows, side by side.
//
//   node bench/synthesis.js [--rounds 7]
//
// Both write the same blocks (a service account and an instance for each machine, with references between them). Ours
// includes the schema's and the cloud's checks, the literals and the audit. Each measurement is a process of its own,
// so that our patches of cdktf cannot help the peer, and the two take turns, so that a busy machine slows both.
import { execFileSync } from 'node:child_process';
import { getHeapStatistics } from 'node:v8';

const sizes = [10, 100, 1000, 5000];
const project = { name: 'shop', provider: 'gcp', environment: 'test', region: 'us-central1', regions: ['us-central1'] };

function machine(index) {
	return {
		kind: 'vm',
		name: `web-${index + 1000}`,
		size: 'e2-small',
		count: 1,
		disk: { size_gib: 30, type: 'balanced' },
		encryption: true,
		imds_v1: false,
		image: 'debian-12',
		public_ip: false,
		tags: { team: 'core', stage: 'test' },
		region: 'us-central1',
		deletion_protection: false,
	};
}

async function ours() {
	const { createProviders } = await import('../packages/providers/dist/index.js');
	const gcp = createProviders().find(({ id }) => id === 'gcp');
	return (machines) => gcp.synthesize(project, machines);
}

async function plain() {
	const { App, TerraformStack } = await import('cdktf');
	const { GoogleProvider } = await import('@cdktf/provider-google/lib/provider/index.js');
	const { ComputeInstance } = await import('@cdktf/provider-google/lib/compute-instance/index.js');
	const { ServiceAccount } = await import('@cdktf/provider-google/lib/service-account/index.js');
	return (machines) => {
		const stack = new TerraformStack(new App(), 'main');
		new GoogleProvider(stack, 'google', { region: project.region, addTerraformAttributionLabel: false });
		for (const vm of machines) {
			const account = new ServiceAccount(stack, `account_${vm.name}`, {
				accountId: `vm-${vm.name}`,
				displayName: `Machines of vm/${vm.name}`,
			});
			new ComputeInstance(stack, `vm_${vm.name}`, {
				name: vm.name,
				machineType: vm.size,
				zone: `${vm.region}-b`,
				labels: { ...vm.tags, 'managed-by': 'x', 'portcullis-project': 'shop', 'portcullis-resource': vm.name },
				deletionProtection: vm.deletion_protection,
				allowStoppingForUpdate: true,
				bootDisk: {
					autoDelete: true,
					initializeParams: { image: 'debian-cloud/debian-12', size: vm.disk.size_gib, type: 'pd-balanced' },
				},
				networkInterface: [{ network: 'default' }],
				metadata: { 'enable-oslogin': 'TRUE', 'block-project-ssh-keys': 'TRUE', 'serial-port-enable': 'FALSE' },
				serviceAccount: { email: account.email, scopes: ['cloud-platform'] },
				shieldedInstanceConfig: { enableSecureBoot: true, enableVtpm: true, enableIntegrityMonitoring: true },
			});
		}
		// What App.synth does with a stack, without the files.
		stack.prepareStack();
		stack.runAllValidations();
		return stack.toTerraform();
	};
}

async function measure(which, count) {
	const synthesize = await (which === 'ours' ? ours() : plain());
	const machines = Array.from({ length: count }, (_, index) => machine(index));
	// One before: what is loaded at the first use is loaded, and the code is warm, for both alike.
	await synthesize(machines.slice(0, 10));
	const start = performance.now();
	const document = await synthesize(machines);
	const milliseconds = performance.now() - start;
	const made = Object.keys(document.resource.google_compute_instance).length;
	if (made !== count) throw new Error(`${which} made ${made} of ${count} machines`);
	return { milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 };
}

async function heap(which) {
	const synthesize = await (which === 'ours' ? ours() : plain());
	const machines = Array.from({ length: 5 }, (_, index) => machine(index));
	const held = async (rounds) => {
		for (let round = 0; round < rounds; round += 1) await synthesize(machines);
		globalThis.gc();
		return getHeapStatistics().used_heap_size / 1e6;
	};
	return { before: await held(50), after: await held(1000) };
}

function inAnotherProcess(...parts) {
	const output = execFileSync(process.execPath, ['--expose-gc', import.meta.filename, '--one', ...parts], {
		encoding: 'utf8',
		cwd: new URL('..', import.meta.url),
	});
	return JSON.parse(output);
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

function compare() {
	const flag = process.argv.indexOf('--rounds');
	const rounds = flag === -1 ? 7 : Number(process.argv[flag + 1]);
	console.log(`construct + synthesis of machines on gcp, median of ${rounds}, in ms`);
	for (const size of sizes) {
		const times = { ours: [], plain: [] };
		const memory = { ours: 0, plain: 0 };
		for (let round = 0; round < rounds; round += 1) {
			const order = round % 2 === 0 ? ['ours', 'plain'] : ['plain', 'ours'];
			for (const which of order) {
				const { milliseconds, megabytes } = inAnotherProcess('time', which, String(size));
				times[which].push(milliseconds);
				memory[which] = Math.max(memory[which], megabytes);
			}
		}
		const [mine, peer] = [median(times.ours), median(times.plain)];
		const goal = size === 1000 ? '  (goal: 1.8 times)' : '';
		console.log(
			`${String(size).padStart(5)}: ours ${mine.toFixed(1)}, cdktf ${peer.toFixed(1)}: ${(peer / mine).toFixed(2)} times faster${goal}; ${((mine * 1000) / size).toFixed(0)} µs each; at most ${memory.ours.toFixed(0)} MB, cdktf ${memory.plain.toFixed(0)} MB${size === 5000 ? '  (goal: 250 MB)' : ''}`,
		);
	}
	for (const which of ['ours', 'plain']) {
		const { before, after } = inAnotherProcess('heap', which, '0');
		console.log(
			`heap, ${which === 'ours' ? 'ours' : 'cdktf'}: ${before.toFixed(1)} MB, after 1,000 more syntheses ${after.toFixed(1)} MB`,
		);
	}
}

const one = process.argv.indexOf('--one');
if (one === -1) {
	compare();
} else {
	const [what, which, count] = process.argv.slice(one + 1);
	console.log(JSON.stringify(what === 'time' ? await measure(which, Number(count)) : await heap(which)));
}
