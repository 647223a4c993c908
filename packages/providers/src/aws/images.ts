import { images, type Vm } from '@portcullis/core';
import type { Architecture } from '../vm/architecture.js';

/**
 * The architecture of an instance type. A `g` behind the number of the generation means Graviton (`m7g`, `c7gn`,
 * `im4gn`); `g4dn` is a family g on Intel. `a1` was the first, and is named by no rule.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function awsArchitecture(size: string): Architecture {
	return /^(?:a1|[a-z]+\d+[a-z]*g[a-z]*)[.-]/.test(size) ? 'arm64' : 'amd64';
}

/**
 * The public parameters of Systems Manager in which Debian and Canonical publish the newest image of each region.
 * https://wiki.debian.org/Cloud/AmazonEC2Image, https://documentation.ubuntu.com/aws/aws-how-to/instances/find-ubuntu-images/
 */
export function awsImageParameter(image: Vm['image'], architecture: Architecture): string {
	const canonical = '/aws/service/canonical/ubuntu/server';
	switch (image) {
		case 'debian-12':
			return `/aws/service/debian/release/12/latest/${architecture}`;
		case 'ubuntu-22.04':
			return `${canonical}/22.04/stable/current/${architecture}/hvm/ebs-gp2/ami-id`;
		case 'ubuntu-24.04':
			return `${canonical}/24.04/stable/current/${architecture}/hvm/ebs-gp3/ami-id`;
	}
}

/** The tag in which the image is kept: a plan shows the id of an image, and that differs by region and day. */
export const imageTag = 'portcullis-image';

/** The image of the model that a tag names. */
export function awsImageOf(tag: string | undefined): Vm['image'] | undefined {
	return images.find((image) => image === tag);
}
