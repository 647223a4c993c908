import type { Storage } from '@portcullis/core';

/** What Google calls the classes of the model. https://cloud.google.com/storage/docs/storage-classes */
export const gcpStorageClasses: Readonly<Record<Storage['class'], string>> = {
	standard: 'STANDARD',
	infrequent: 'NEARLINE',
	cold: 'COLDLINE',
	archive: 'ARCHIVE',
};

/** The class of the model that a name of Google's stands for. */
export function gcpStorageClassOf(name: string): string | undefined {
	return Object.entries(gcpStorageClasses).find(([, googles]) => googles === name)?.[0];
}
