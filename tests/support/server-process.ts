// The whole server as a process, over a client that a test made up: <build folder> is taken off the command line.

import { run } from '../../server/run.ts';

const [build] = process.argv.splice(2, 1);
if (!build) throw new Error('usage: server-process.ts <build folder> [flags of the server]');
await run(process, build);
