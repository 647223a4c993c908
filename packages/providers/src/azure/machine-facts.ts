import type { PlannedResource } from '@portcullis/core';
import { textAt, valueAt } from '../read/value-at.js';

/** What each of azurerm's three resources says of a machine; `undefined` where it does not say. */
export interface MachineFacts {
	readonly size: string | undefined;
	readonly zone: string | undefined;
	readonly diskType: string | undefined;
	readonly diskSize: unknown;
	readonly diskEncryptionSet: string | undefined;
	readonly offer: string | undefined;
	readonly sku: string | undefined;
	readonly sshKey: string | undefined;
	/** What no machine of the model is like. */
	readonly unfit: string | undefined;
}

/** Reads `azurerm_linux_virtual_machine` and the older `azurerm_virtual_machine`; a machine with Windows is none of the model's. */
export function machineFacts({ type, values }: PlannedResource): MachineFacts {
	const old = type === 'azurerm_virtual_machine';
	const disk = old ? 'storage_os_disk' : 'os_disk';
	const image = old ? 'storage_image_reference' : 'source_image_reference';
	const login = old ? valueAt(values, 'os_profile_linux_config', 0) : values;
	const windows = type === 'azurerm_windows_virtual_machine' || !isEmpty(valueAt(values, 'os_profile_windows_config'));
	const byPassword = valueAt(login, 'disable_password_authentication') === false;
	return {
		size: textAt(values, old ? 'vm_size' : 'size'),
		zone: old ? textAt(values, 'zones', 0) : textAt(values, 'zone'),
		diskType: textAt(values, disk, 0, old ? 'managed_disk_type' : 'storage_account_type'),
		diskSize: valueAt(values, disk, 0, 'disk_size_gb'),
		diskEncryptionSet: textAt(values, disk, 0, 'disk_encryption_set_id'),
		offer: textAt(values, image, 0, 'offer'),
		sku: textAt(values, image, 0, 'sku'),
		sshKey: old ? textAt(login, 'ssh_keys', 0, 'key_data')?.trim() : textAt(values, 'admin_ssh_key', 0, 'public_key'),
		unfit:
			(windows ? 'image: it is Windows' : undefined) ??
			(byPassword ? 'ssh_public_key: it lets in by password' : undefined) ??
			(isEmpty(valueAt(values, 'storage_data_disk'))
				? undefined
				: 'disk: it has more disks than the one it starts from'),
	};
}

const isEmpty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);
