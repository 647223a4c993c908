import { type Problem, type Project, problem, type Vm } from '@portcullis/core';
import { checkDiskSize, checkVm } from '../vm/check-vm.js';
import { checkLabels } from './check-labels.js';
import { checkGcpRegion } from './check-region.js';
import { seriesOf } from './images.js';

// Series that start from Hyperdisk alone, and those that take a Persistent Disk but no pd-standard.
// https://cloud.google.com/compute/docs/disks/hyperdisks, https://cloud.google.com/compute/docs/disks/persistent-disks
const hyperdiskOnly: ReadonlySet<string> = new Set('c4 c4a c4d c4n n4 n4a n4d m4 x4 h4d a4 a4x g4'.split(' '));
const noStandard: ReadonlySet<string> = new Set('c3 c3d h3 m3 z3 a3 g2'.split(' '));

const subnetName = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const subnetPath = /^projects\/[a-z0-9.:-]+\/regions\/([a-z0-9-]+)\/subnetworks\/[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Holds a machine to the rules of Compute Engine. */
export function checkGcpVm(vm: Vm, _project: Project): readonly Problem[] {
	const problems = [
		...checkVm(vm),
		...checkGcpRegion(vm.region),
		...checkLabels(vm.tags),
		...checkDiskSize(vm, 10, 65_536, 'the image needs 10, a Persistent Disk ends at 65536'),
	];
	const say = (path: readonly string[], message: string, received?: unknown) => {
		problems.push(problem(path, message, received));
	};
	if (
		vm.zone !== undefined &&
		!(vm.zone.startsWith(`${vm.region}-`) && /^-[a-z]$/.test(vm.zone.slice(vm.region.length)))
	) {
		say(['zone'], `must be a zone of ${vm.region}, such as ${vm.region}-b`, vm.zone);
	}
	checkSize(vm, say);
	if (vm.subnet !== undefined && !subnetName.test(vm.subnet)) {
		const region = subnetPath.exec(vm.subnet)?.[1];
		if (region === undefined) {
			say(['subnet'], 'must be the name of a subnet, or projects/PROJECT/regions/REGION/subnetworks/NAME', vm.subnet);
		} else if (region !== vm.region) {
			say(['subnet'], `must be a subnet of ${vm.region}, where the machine is`, vm.subnet);
		}
	}
	if (vm.ssh_public_key !== undefined) {
		say(['ssh_public_key'], 'has no effect on gcp, where people sign in by OS Login; remove it', vm.ssh_public_key);
	}
	return problems;
}

function checkSize(vm: Vm, say: (path: readonly string[], message: string, received?: unknown) => void): void {
	const series = seriesOf(vm.size);
	if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(vm.size)) {
		say(['size'], 'must be a machine type of gcp, such as e2-small', vm.size);
	} else if (hyperdiskOnly.has(series)) {
		say(
			['size'],
			`${series} starts from Hyperdisk alone, which is not offered yet; choose another series, such as e2, n2, t2a or c3`,
			vm.size,
		);
	} else if (noStandard.has(series) && vm.disk.type === 'standard') {
		say(['disk', 'type'], `${series} takes no standard disk; choose balanced or ssd`, vm.disk.type);
	}
}
