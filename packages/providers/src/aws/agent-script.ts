import type { Vm } from '@portcullis/core';
import { awsArchitecture } from './images.js';

/**
 * The script that installs the agent of Systems Manager at the first boot, for images that come without: Debian's.
 * `undefined` for Ubuntu's, which bring it. Python is there because cloud-init needs it; wget and curl may not be.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/agent-install-deb.html
 */
export function agentScript(vm: Vm): string | undefined {
	if (vm.image !== 'debian-12') return undefined;
	const suffix = vm.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
	const folder = `https://s3.${vm.region}.${suffix}/amazon-ssm-${vm.region}/latest/debian_${awsArchitecture(vm.size)}`;
	return `#!/bin/sh
set -eu
cd "$(mktemp -d)"
python3 -c 'import sys, urllib.request; urllib.request.urlretrieve(*sys.argv[1:])' \\
  ${folder}/amazon-ssm-agent.deb amazon-ssm-agent.deb
dpkg --install amazon-ssm-agent.deb
systemctl enable --now amazon-ssm-agent
`;
}
