import type { Problem, Project, Storage } from '@portcullis/core';
import { checkAzure } from './check-azure.js';
import { checkKey } from './key-vault.js';

/** Holds a bucket to the rules of Azure's storage accounts. */
export function checkAzureStorage(storage: Storage, _project: Project): readonly Problem[] {
	return checkAzure(storage, (say) => {
		// https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-name
		if (storage.bucket !== undefined && !/^[a-z0-9]{3,24}$/.test(storage.bucket)) {
			say(['bucket'], 'must be 3 to 24 lower-case letters and digits on azure, without hyphens', storage.bucket);
		}
		checkKey(storage, say);
	});
}
