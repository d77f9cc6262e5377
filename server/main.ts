#!/usr/bin/env node
// Does what the command line says: by default, starts the server, with the client that `npm run build` made.

import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

await run(process, fileURLToPath(new URL('../build', import.meta.url)));
