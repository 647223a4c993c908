/**
 * Reads a file that somebody gave to a command, from where Discord says that it lies.
 *
 * @throws Error where it cannot be read within ten seconds
 */
export async function download(url: string): Promise<string> {
	const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
	if (!response.ok) throw new Error(`a file could not be read: ${response.status}`);
	return response.text();
}
