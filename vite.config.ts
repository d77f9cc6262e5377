import { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { sveltekit } from '@sveltejs/kit/vite';
import { firstScreen } from './scripts/first-screen.ts';
import { defineConfig, runnerImport, type Plugin } from 'vite';

/** App and relay on one port in development. A change of the relay's files starts both again. */
function developmentRelay(): Plugin {
	let stop: (() => Promise<void>) | null = null;
	return {
		name: 'soundings:relay',
		apply: 'serve',
		async configureServer({ httpServer, config }) {
			if (!(httpServer instanceof Server)) return;
			// Loaded here, not imported above: building the client must not depend on the relay.
			const { module, dependencies } =
				await runnerImport<typeof import('./server/dev.ts')>('./server/dev.ts');
			config.configFileDependencies.push(...dependencies);
			// Not before it listens: at a restart the server before this one has let go of the store by then.
			httpServer.once('listening', () => {
				try {
					stop = module.startDevelopmentRelay(httpServer, config.root, (line) => config.logger.info(line));
				} catch (error) {
					config.logger.error(`There is no relay: ${error instanceof Error ? error.message : String(error)}`);
				}
			});
		},
		// Vite waits for it before it listens again; it may be called once for each environment.
		async closeBundle() {
			const stopping = stop;
			stop = null;
			await stopping?.();
		}
	};
}

export default defineConfig({
	plugins: [sveltekit(), developmentRelay()],
	server: { host: '127.0.0.1' },
	// Reached only through lazy imports: found late, they would make the development server reload the page.
	optimizeDeps: {
		include: [
			'@codemirror/commands',
			'@codemirror/state',
			'@codemirror/view',
			'y-codemirror.next',
			'uqr',
			'fflate'
		]
	},
	resolve: {
		// Yjs's own warnings go through a coloured console logger with a schema checker behind it: 3 kB for a few words.
		alias: { 'lib0/logging': fileURLToPath(new URL('src/lib0-logging.ts', import.meta.url)) }
	},
	build: {
		target: 'es2023',
		rolldownOptions: { output: { codeSplitting: { groups: [{ name: firstScreen() }] } } }
	}
});
