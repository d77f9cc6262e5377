// Starts the server that the command line describes, with the client that `npm run build` made.

import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

await run(process, fileURLToPath(new URL('../build', import.meta.url)));
