const keyTag = 'portcullis-key';

/** The tag that says that a disk has the customer's own key: once it stands, aws names a key for every disk. */
export function keyTags(key: string | undefined): Readonly<Record<string, string>> {
	return key === undefined ? {} : { [keyTag]: 'customer' };
}

/** The key that is read of a disk of ours, where {@link keyTags} says that it is the customer's. */
export function ownKey(tags: Readonly<Record<string, string>>, key: string | undefined): string | undefined {
	return tags[keyTag] === 'customer' ? key : undefined;
}
