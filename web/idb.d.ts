// The package "idb", which scripts/setup installs and scripts/assemble.py puts beside the page's own files.
export * from '../.toolchain/node_modules/idb';
