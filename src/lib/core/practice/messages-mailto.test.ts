import { expect, test } from 'vitest';
import { mailAddress } from './messages-mailto.ts';

/** What a mail program makes of it. */
function read(href: string): { to: string; subject: string | null; body: string | null } {
	const [to = '', query = ''] = href.slice('mailto:'.length).split('?');
	const part = (name: string) => {
		const found = query.split('&').find((each) => each.startsWith(`${name}=`));
		return found === undefined ? null : decodeURIComponent(found.slice(name.length + 1));
	};
	return { to: decodeURIComponent(to), subject: part('subject'), body: part('body') };
}

test('subject and text arrive as written, with line ends as mail has them', () => {
	const { href, withText } = mailAddress({
		to: ' priya@example.org ',
		subject: 'A & B?\n#1 = 100 % +',
		body: 'Hello Priya,\n\n“ü” 👋 & more + so on?\r\nשלום'
	});
	expect(withText).toBe(true);
	expect(href).toMatch(/^mailto:priya@example\.org\?subject=/u);
	expect(href).not.toMatch(/[\s+#"]/u);
	expect(read(href)).toEqual({
		to: 'priya@example.org',
		subject: 'A & B? #1 = 100 % +',
		body: 'Hello Priya,\r\n\r\n“ü” 👋 & more + so on?\r\nשלום'
	});
});

test.each(['', 'not an address', 'a@b.example, c@d.example', 'a@b.example?bcc=e@f.example\n&cc=x', 'x@y@z'])(
	'what is no single address is left out: %s',
	(to) => {
		const { href } = mailAddress({ to, subject: 's', body: 'b' });
		const address = read(href).to;
		expect(['', 'a@b.example?bcc=e@f.example']).toContain(address);
		expect(href.split('?')).toHaveLength(2);
		expect(href).not.toMatch(/&(?:bcc|cc)=/u);
	}
);

test('half a surrogate does not stop the mail program from opening', () => {
	expect(read(mailAddress({ to: '', subject: 'x\uD83D', body: '\uDC4By👋' }).href)).toMatchObject({
		subject: 'x\uFFFD',
		body: '\uFFFDy👋'
	});
});

test('a text that is too long for an address goes another way, the subject stays', () => {
	const long = mailAddress({ to: 'a@b.example', subject: 'Short', body: 'ü'.repeat(600) });
	expect([long.withText, read(long.href)]).toEqual([
		false,
		{ to: 'a@b.example', subject: 'Short', body: null }
	]);
	const both = mailAddress({ to: 'a@b.example', subject: 'x'.repeat(10_000), body: 'y' });
	expect(both).toEqual({ withText: false, href: 'mailto:a@b.example' });
});
