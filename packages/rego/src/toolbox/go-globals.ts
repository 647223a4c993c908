/** What a Go program asked JavaScript for and may not have. */
function notImplemented(): Error {
	return Object.assign(new Error('not implemented'), { code: 'ENOSYS' });
}

/** Answers any call of the file system with ENOSYS, through its last argument, a callback. */
function refuse(...parameters: unknown[]): void {
	const callback = parameters.at(-1);
	if (typeof callback === 'function') callback(notImplemented());
}

/** Go asks a date for the offset of the local time zone; answers must not depend on the machine. */
class UtcDate {
	getTimezoneOffset(): number {
		return 0;
	}
}

/**
 * The whole of JavaScript that a Go program can see: no network, no process,
 * and a file system that can only take what is printed.
 *
 * Go is handed this object where it would look for `globalThis`. With Node's
 * real file system Go's look-up of time zones was seen to deadlock, since its
 * answer comes by the event loop that Go itself holds up.
 */
export function goGlobals(print: (bytes: Uint8Array) => void, extra: object): object {
	const write = (_fd: number, bytes: Uint8Array, ...rest: unknown[]): void => {
		print(bytes);
		const callback = rest.at(-1);
		if (typeof callback === 'function') callback(null, bytes.length);
	};
	const constants = {
		O_WRONLY: -1,
		O_RDWR: -1,
		O_CREAT: -1,
		O_TRUNC: -1,
		O_APPEND: -1,
		O_EXCL: -1,
		O_DIRECTORY: -1,
	};
	const files = { constants, write };
	return {
		Object,
		Array,
		Uint8Array,
		Date: UtcDate,
		fs: new Proxy(files, { get: (target, name) => Reflect.get(target, name) ?? refuse }),
		path: { resolve: (...segments: string[]) => segments.join('/') },
		process: {
			argv0: 'opa',
			pid: -1,
			ppid: -1,
			getuid: () => -1,
			getgid: () => -1,
			geteuid: () => -1,
			getegid: () => -1,
			getgroups: () => [],
			umask: () => 0,
			cwd: () => '/',
			chdir: () => {
				throw notImplemented();
			},
		},
		...extra,
	};
}
