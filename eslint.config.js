import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const typed = {
	projectService: {
		allowDefaultProject: ['src/service-worker.ts'],
		defaultProject: './tsconfig.worker.json'
	},
	tsconfigRootDir: fileURLToPath(new URL('.', import.meta.url)),
	extraFileExtensions: ['.svelte']
};

export default defineConfig(
	globalIgnores(['build/', '.svelte-kit/', '.reports/', 'data/', 'tests/fixtures/']),
	// No rule is switched off in passing: an exception is written here, with its reason.
	{ linterOptions: { noInlineConfig: true } },
	js.configs.recommended,
	ts.configs.strictTypeChecked,
	svelte.configs.recommended,
	prettier,
	svelte.configs.prettier,
	{ languageOptions: { parserOptions: typed } },
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			globals: globals.browser,
			parserOptions: { ...typed, parser: ts.parser, svelteConfig }
		}
	},
	{
		rules: {
			eqeqeq: ['error', 'smart'],
			'no-console': 'error',
			'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
			// TypeScript knows the globals better, per configuration.
			'no-undef': 'off',
			// With noUncheckedIndexedAccess, an index that a loop has just checked needs it.
			'@typescript-eslint/no-non-null-assertion': 'off',
			// Numbers and booleans read well in a message.
			'@typescript-eslint/restrict-template-expressions': [
				'error',
				{ allowNumber: true, allowBoolean: true }
			],
			'@typescript-eslint/no-confusing-void-expression': 'off',
			// A reader of branded ids takes the brand as its type argument.
			'@typescript-eslint/no-unnecessary-type-parameters': 'off',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			// Y.Text has a toString of its own, which its declarations leave out.
			'@typescript-eslint/no-base-to-string': [
				'error',
				{ ignoredTypeNames: ['Error', 'RegExp', 'URL', 'URLSearchParams', 'YText'] }
			],
			// A rune class also keeps maps that no template reads.
			'svelte/prefer-svelte-reactivity': 'off',
			// A port's method is asynchronous even where one adapter has nothing to wait for.
			'@typescript-eslint/require-await': 'off',
			// Closed unions end in `satisfies never`, which the compiler checks; a comparison that the types
			// call needless is often a guard on what came from outside.
			'@typescript-eslint/no-unnecessary-condition': 'off'
		}
	},
	{
		// App code runs in a browser. (Core's compiler configuration refuses these and more.)
		files: ['src/**'],
		ignores: ['**/*.test.ts'],
		rules: {
			'no-restricted-globals': ['error', 'process', 'Buffer', 'global', 'require', '__dirname'],
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{ regex: '^node:', message: 'App code runs in a browser.' },
						{ regex: '^\\$lib(/|$)', message: 'Import #lib/…, which Node resolves too.' }
					]
				}
			]
		}
	},
	{
		// Playwright wants a fixture's parameter destructured, also when it needs nothing.
		files: ['tests/**'],
		rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] }
	},
	{
		// A row gets its address from whoever uses it, resolved there.
		files: ['src/lib/features/today/Row.svelte'],
		rules: { 'svelte/no-navigation-without-resolve': 'off' }
	},
	{
		// Plain JavaScript that tools load: the compiler checks it by its JSDoc types.
		files: ['**/*.js'],
		rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' }
	}
);
