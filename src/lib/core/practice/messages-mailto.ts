// An address that opens the mail program with a message in it (RFC 6068).

/** Longer addresses are cut or refused by some systems, so the words travel by the clipboard instead. */
const LONGEST = 1_900;

/** Half of a pair of surrogates, which no encoding has; the text keeps it, the address does not. */
const HALF = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const encoded = (text: string): string => encodeURIComponent(text.replace(HALF, '\uFFFD'));

export interface Mail {
	/** As the identity has it; what is no address is left out. */
	readonly to: string;
	readonly subject: string;
	readonly body: string;
}

export interface MailAddress {
	readonly href: string;
	/** False: the text was too long for it and has to be copied. */
	readonly withText: boolean;
}

const ADDRESS = /^[^\s@,;<>"]+@[^\s@,;<>"]+$/u;

export function mailAddress({ to, subject, body }: Mail): MailAddress {
	const trimmed = to.trim();
	// The address stands unencoded but for what would end it; one address, whatever the field holds.
	const address = ADDRESS.test(trimmed) ? encoded(trimmed).replace('%40', '@') : '';
	const begin = `mailto:${address}?subject=${encoded(subject.replace(/\s+/gu, ' ').trim())}`;
	const href = `${begin}&body=${encoded(body.replace(/\r\n?|\n/gu, '\r\n'))}`;
	if (href.length <= LONGEST) return { href, withText: true };
	return { href: begin.length <= LONGEST ? begin : `mailto:${address}`, withText: false };
}
