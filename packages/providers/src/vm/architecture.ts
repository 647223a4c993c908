/** Architectures of machines; the machine type says which, and it chooses the image. */
export type Architecture = 'amd64' | 'arm64';
