import { addressText, rangeOf } from '@portcullis/core';

/** A subnet of a network, as a template asks for it. */
export interface TemplateSubnet {
	readonly name: string;
	readonly cidr: string;
	readonly public: boolean;
}

/**
 * Cuts the first parts of a range into subnets of a sixteenth each. Two of a sort, since databases and clusters want to
 * stand in two zones.
 */
export function subnetsOf(
	cidr: string,
	sorts: readonly { readonly name: string; readonly public: boolean }[],
): TemplateSubnet[] {
	const { first, prefix } = rangeOf(cidr);
	const size = 2 ** (32 - prefix - 4);
	return sorts
		.flatMap((sort) => [1, 2].map((number) => ({ name: `${sort.name}-${number}`, public: sort.public })))
		.map((subnet, index) => ({ ...subnet, cidr: `${addressText(first + index * size)}/${prefix + 4}` }));
}
