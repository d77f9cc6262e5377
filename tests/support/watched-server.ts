// The whole server as a process whose memory a test can ask for, over a client that a test made up: <build folder> is
// taken off the command line. Needs --expose-gc.

import { run } from '../../server/run.ts';

const [build] = process.argv.splice(2, 1);
const collect = globalThis.gc;
if (!build || !collect) throw new Error('usage: --expose-gc watched-server.ts <build folder> [arguments]');
process.on('message', () => {
	collect();
	// What a collection finds to be gone is given back in the next turn.
	setImmediate(() => {
		collect();
		process.send?.(process.memoryUsage());
	});
});
// A test that ends without stopping it must not leave it behind.
process.once('disconnect', () => process.exit(1));
// Being asked must not keep it alive once it is stopped.
process.channel?.unref();
await run(process, build);
