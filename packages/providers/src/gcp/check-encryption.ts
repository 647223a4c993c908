import { type Problem, problem } from '@portcullis/core';

const key =
	/^projects\/[a-z0-9.:-]+\/locations\/([a-z0-9-]+)\/keyRings\/[A-Za-z0-9_-]{1,63}\/cryptoKeys\/[A-Za-z0-9_-]{1,63}$/;

/** Google encrypts whatever it stores; a customer's key has to be in the same region. */
export function checkGcpEncryption(resource: {
	readonly region: string;
	readonly encryption: boolean;
	readonly encryption_key?: string | undefined;
}): readonly Problem[] {
	const { region, encryption, encryption_key: given } = resource;
	if (!encryption) {
		return [problem(['encryption'], 'cannot be turned off on gcp, which encrypts whatever it stores', encryption)];
	}
	if (given === undefined) return [];
	const location = key.exec(given)?.[1];
	if (location === region) return [];
	const message =
		location === undefined
			? 'must be projects/PROJECT/locations/REGION/keyRings/RING/cryptoKeys/KEY'
			: `must be a key in ${region}, where the resource is`;
	return [problem(['encryption_key'], message, given)];
}
