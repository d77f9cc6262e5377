import adapter from '@sveltejs/adapter-static';
import { sourceVersion } from './scripts/source-version.js';

/** @type {import('@sveltejs/kit').Config} */
export default {
	kit: {
		// One page for every path: the app is rendered in the browser from what is stored there.
		adapter: adapter({ pages: 'build', assets: 'build', fallback: '200.html' }),
		// Names the service worker's cache: the same sources give the same name on every machine.
		version: { name: sourceVersion() },
		// The app registers it itself: it must watch for a waiting version, and development must not have one.
		serviceWorker: { register: false },
		// The only place the policy is written. Kit adds the hash of its start script and puts the whole into
		// 200.html; the server reads it there and sends it as a header too, with frame-ancestors added.
		csp: {
			mode: 'hash',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'style-src': ['self'],
				// Kit's route announcer has one fixed style attribute.
				'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
				// 'self' covers the websocket of the same host and port.
				'connect-src': ['self'],
				'img-src': ['self', 'data:', 'blob:'],
				'worker-src': ['self'],
				'manifest-src': ['self'],
				'object-src': ['none'],
				'base-uri': ['none'],
				'form-action': ['none']
			}
		}
	}
};
