import { userInfo } from 'node:os';

/**
 * The user that this process runs as, asked of the operating system and not of the environment, which anybody can set.
 * In a container, where a user may have no name, it is `uid-` and its number; characters that an actor's id cannot hold
 * (Windows allows blanks) are percent-encoded.
 */
export function operatingUser(): string {
	const name = nameOrNumber();
	return /^[\p{L}\p{N}\p{P}\p{S}]{1,128}$/u.test(name) ? name : encodeURIComponent(name).slice(0, 128);
}

function nameOrNumber(): string {
	try {
		return userInfo().username;
	} catch {
		return `uid-${process.getuid?.() ?? 'unknown'}`;
	}
}
