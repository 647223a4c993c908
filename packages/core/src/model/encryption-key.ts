import { z } from 'zod';

/**
 * A key of the customer's in the cloud's key service, by the cloud's own id:
 * `projects/…/cryptoKeys/…` (gcp), `arn:aws:kms:…` (aws), `https://….vault.azure.net/keys/…` (azure).
 */
export const encryptionKeySchema = z
	.string()
	.max(512)
	.regex(
		/^(?:projects\/[A-Za-z0-9/._:-]+|arn:aws[a-z-]*:kms:[A-Za-z0-9:/_-]+|https:\/\/[A-Za-z0-9./-]+)$/,
		"must be the id of a key in the cloud's key service",
	)
	.describe("The id of the customer's own key to encrypt with; the cloud's key if left out.");
