// The measured servers' packages are installed when the benchmark runs, and not where the product's types are checked:
// each host says itself what it uses of them.

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** A package's CommonJS form, seen as `Module`. */
export const requirePeer = <Module>(name: string): Module => require(name) as Module;
