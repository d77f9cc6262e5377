// What the checks look for in English words. Each pattern says too little rather than too much: a wrong finding costs
// more than a missed one, and the sender reads the message again anyway.

export interface Spot {
	/** Where in the searched text, in UTF-16 units. */
	readonly from: number;
	readonly to: number;
}

/** Typographic apostrophes count as plain ones; positions stay. */
const plain = (text: string): string => text.replace(/[’‘ʼ]/gu, "'");

const NEGATION = /\b(?:not|never|without|rather than|instead of|nor|no longer)\b|n't\b/iu;
/** Where a thought ends, so that "I could not sleep, so I am looking for a job" negates nothing. */
const CLAUSE = /[.,;:!?\n—–]|\b(?:so|but|and|because|although|yet)\b/giu;

/** The words before a place, back to the beginning of their clause. */
function clauseBefore(text: string, at: number): string {
	const before = text.slice(Math.max(0, at - 120), at);
	const ends = [...before.matchAll(CLAUSE)].at(-1);
	return ends ? before.slice(ends.index + ends[0].length) : before;
}

/** The first place where one of the patterns fits and no "not" stands before it in its clause. */
export function firstSpot(text: string, patterns: readonly RegExp[]): Spot | null {
	const searched = plain(text);
	const spots = patterns.flatMap((pattern) =>
		[...searched.matchAll(new RegExp(pattern, 'giu'))]
			.filter(({ index }) => !NEGATION.test(clauseBefore(searched, index)))
			.map((match) => ({ from: match.index, to: match.index + match[0].length }))
	);
	return spots.sort((a, b) => a.from - b.from)[0] ?? null;
}

export const mentions = (text: string, patterns: readonly RegExp[]): boolean => {
	const searched = plain(text);
	return patterns.some((pattern) => new RegExp(pattern, 'iu').test(searched));
};

/** Good enough for one: no word that begins another thought. */
const ADJECTIVE = '(?!(?:in|into|with|to|of|for|on|about|at|from|by)\\b)[\\w-]+';
const POST = '(?:jobs?|positions?|vacanc(?:y|ies)|openings?|internships?|employment)';
const NOW = '(?:currently|now|still|perhaps|maybe)\\s+';
const TEAM = '(?:team|company|firm|organi[sz]ation|department)';

export const JOB_REQUEST: readonly RegExp[] = [
	new RegExp(
		`\\b(?:looking|searching|hunting|asking|applying|hoping)\\s+for\\s+(?:(?:an?|any|the|new|my\\s+(?:next|first))\\s+(?:${ADJECTIVE}\\s+){0,2})?${POST}\\b`
	),
	/\b(?:looking|searching|hunting|applying)\s+for\s+(?:a|any|my next|my first|new)\s+(?:new\s+)?roles?\b/,
	/\b(?:hire|hiring|employ|recruit)\s+me\b/,
	/\b(?:give|offer|get|find)\s+me\s+(?:an?|any|the)\s+(?:\w+\s+)?(?:job|position|role|interview|internship|trial)\b/,
	/\b(?:do|does|would|might|will)\s+(?:you|your \w+)\s+(?:\w+\s+)?have\s+(?:an?|any)\s+(?:\w+\s+)?(?:jobs?|positions?|openings?|vacanc(?:y|ies)|roles?|internships?)\b/,
	new RegExp(`\\b(?:are you|is your ${TEAM})\\s+(?:currently\\s+|still\\s+)?(?:hiring|recruiting)\\b`),
	/\b(?:a|any)\s+(?:job|position|role)s?\s+(?:for me|I could (?:fill|take|apply))\b/,
	/\bmy\s+(?:cv|r[ée]sum[ée])\s+(?:is\s+)?(?:attached|enclosed)\b/,
	/\b(?:attach|enclos)(?:e|ed|ing)?\s+(?:here\s+|also\s+)?(?:a\s+copy\s+of\s+)?my\s+(?:\w+\s+)?(?:cv\b|r[ée]sum[ée])/,
	/\b(?:attached|enclosed)\s+(?:is|you (?:will )?find|please find)\s+my\s+(?:cv\b|r[ée]sum[ée])/,
	new RegExp(
		`\\b(?:is|are)\\s+there\\s+(?:${NOW})?(?:(?:an?|any|some)\\s+)?(?:(?:open|vacant|free|suitable)\\s+(?:${POST}|roles?)\\b|vacanc(?:y|ies)\\b)`
	),
	new RegExp(
		`\\b(?:is|are)\\s+there\\s+(?:${NOW})?(?:(?:an?|any|some)\\s+)?(?:${ADJECTIVE}\\s+)?(?:${POST}|roles?)(?:\\s+(?:for\\s+me|available|I\\s+could|(?:in|on|at|with)\\s+(?:you|your\\s+${TEAM}))\\b|(?=\\s*\\?))`
	),
	/\bconsider\s+(?:my application|me (?:for|as))\b/,
	/\bapply(?:ing)?\s+(?:for|to)\s+(?:an?|the|your|any)\s+(?:\w+\s+){0,2}(?:job|position|role|vacancy|company|opening)\b/,
	new RegExp(
		`\\bI(?:'d| would| want| hope| wish| am hoping)(?: really| very much)?(?: love| like)?\\s+to\\s+(?:join your ${TEAM}|work (?:for|at) (?:you\\b|your ${TEAM})|work in your ${TEAM})`
	)
];

export const REFERRAL_PRESSURE: readonly RegExp[] = [
	/\brefer\s+me\b/,
	/\b(?:give|get|offer|write|provide|make|need|want|appreciate|grateful for|hoping for|ask(?:ing)? (?:you )?for)\s+(?:me\s+|you\s+)?(?:an?|any|your)\s+(?:\w+\s+)?referrals?\b/,
	/\brecommend\s+me\b(?!\s+(?:an?|any|some|something)\b)/,
	/\bput\s+in\s+a\s+(?:good\s+)?word\b/,
	/\b(?:pass|forward|send|hand)\s+(?:on\s+|along\s+)?my\s+(?:cv\b|r[ée]sum[ée]|details\b|profile\b|application\b)/,
	/\bvouch\s+for\s+me\b/,
	/\bpull\s+(?:some|a few|any)\s+strings\b/,
	/\b(?:any|some|job)\s+(?:job\s+)?leads\b/,
	/\b(?:know of|hear of|aware of|see)\s+(?:an?|any|some)\s+(?:\w+\s+){0,2}(?:openings?|jobs?|vacanc(?:y|ies)|positions?|open roles?|roles? (?:for me|that (?:might|could) (?:suit|fit)))\b/,
	/\bkeep\s+me\s+in\s+mind\b/,
	/\b(?:in touch with|introduce me to|connect me with|pass me on to)\s+(?:your|the)\s+(?:hr|recruiters?|recruiting|hiring|talent|boss|manager)\b/
];

const MONEY = '(?:salar(?:y|ies)|compensation|remuneration|wages?|earnings|income|bonus(?:es)?|pay)';
const NOT_MONEY = '(?!\\s+(?:attention|off|back|forward|heed|respect|tribute|close|dividends|a visit)\\b)';

export const PAY_QUESTION: readonly RegExp[] = [
	new RegExp(`\\b(?:your|typical|average|starting|expected|usual)\\s+(?:\\w+\\s+)?${MONEY}\\b${NOT_MONEY}`),
	new RegExp(`\\bwhat(?:'s| is| are| would be)\\s+(?:the|a)\\s+(?:\\w+\\s+)?${MONEY}\\b${NOT_MONEY}`),
	new RegExp(
		`\\b(?:tell me|ask(?:ing)?|talk|know|hear|curious)\\s+(?:you\\s+)?about\\s+(?:the\\s+)?(?:\\w+\\s+)?${MONEY}\\b${NOT_MONEY}`
	),
	/\bhow\s+much\s+(?:do|did|does|would|can|could|might)\s+(?:you|one|people|they|it|an?\s+\w+(?:\s+\w+)?|the\s+\w+)\s+(?:earn|pay|get paid)\b(?!\s+attention)/,
	/\bhow\s+much\s+(?:do|did)\s+you\s+make(?=\s*[?.,\n]|\s+(?:a|per|in a)\s+(?:year|month|week)|$)/,
	/\bhow\s+(?:well|much)\s+(?:are|were|is)\s+(?:you|they|people|it|the (?:job|role|work))\s+paid\b/,
	/\bwhat\s+(?:do|did|does|would)\s+(?:you|it|they|the (?:job|role|work))\s+(?:earn|pay)\b(?!\s+(?:attention|close|heed|for))/
];

export const PERSONAL_QUESTION: readonly RegExp[] = [
	/\bare\s+you\s+(?:married|single|divorced|pregnant|religious)\b/,
	/\bdo\s+you\s+have\s+(?:any\s+|a\s+)?(?:children|kids|family|husband|wife|partner|boyfriend|girlfriend)\b(?=\s*[?.,;!\n]|$)/,
	/\bhow\s+old\s+(?:are|were)\s+you\b/,
	/\bwhere\s+do\s+you\s+live\b/,
	/\byour\s+(?:husband|wife|spouse|marriage|marital status|religion|sexuality|political views|private life|personal life|family life|home life)\b/,
	/\byour\s+(?:age|children|kids|family|health)\b(?=\s*[?.,;!\n]|$)/
];

/** Something of this person's that the sender has seen, heard or shares with them. */
export const PERSONAL_REFERENCE: readonly RegExp[] = [
	/\byour\s+(?:\w+[\s-]){0,3}(?:talk|article|post|essay|paper|book|podcast|interview|episode|newsletter|blog|thread|keynote|lecture|panel|webinar|column|report|study|project|launch|award|campaign|move|change|switch|years?|path|portfolio|piece)\b/,
	/\b(?:article|post|talk|podcast|interview|piece|paper|book|project)\b[^.!?\n]{0,40}\b(?:you (?:wrote|gave|shared|published|led|built|made|ran)|by you)\b/,
	/\byou\s+(?:wrote|said|spoke|built|led|launched|published|founded|moved|changed|switched|shared|described|told|showed)\b/,
	/\b(?:we|both of us)\s+(?:both|met|share|once|studied|worked|spoke|sat)\b/,
	/\bwhen\s+we\s+(?:met|spoke|talked)\b/,
	/\b(?:suggested|recommended|told me|thought)\s+(?:that\s+)?I\s+(?:write|contact|ask|speak|talk|turn)\b/,
	/\b(?:introduced\s+us|gave\s+me\s+your\s+name|mentioned\s+you)\b/
];

/** That it is about learning. */
export const LEARNING: readonly RegExp[] = [
	/\b(?:learn|learning|understand|understanding|curious|find out|insights?)\b/,
	/\bhear\s+(?:how|about|what|from|where|why|whether|your)\b/,
	/\byour\s+(?:view|perspective|experience|advice|thoughts)\b/,
	/\bask\s+you\s+(?:about|how|what|why|where|which|a few|some|two|three)\b/
];

/** What will be done with the answers. */
export const USE: readonly RegExp[] = [
	/\b(?:decide|deciding|decision)\b/,
	/\b(?:my|the)\s+next\s+(?:steps?|moves?|months?)\b/,
	/\b(?:what|anything|whatever|everything)\s+(?:I|you)\s+(?:hear|learn|learnt|learned|tell|told|say)\b/,
	/\b(?:I\s+will|I'll|I\s+am\s+going\s+to|I\s+plan\s+to|I\s+want\s+to|so\s+that\s+I\s+can|before\s+I)\s+(?:use|test|try|change|choose|compare|plan|check|adjust|take|start|leave|apply)\b/,
	/\b(?:inform|inform(?:s|ed)|shape[sd]?|guide[sd]?)\s+(?:my|what|which|how|where)\b/,
	/\bhelp(?:s|ed)?\s+me\s+(?:to\s+)?(?:choose|plan|see|judge|compare|focus|prepare|find|learn|understand|weigh)\b/
];

/** That the plan may change. */
export const ALTERNATIVES: readonly RegExp[] = [
	/\bopen\s+to\b/,
	/\b(?:other|another|different)\s+(?:paths?|directions?|options?|routes?|roles?|ways?|fields?|kinds? of work|conclusions?)\b/,
	/\balternatives?\b/,
	/\b(?:change|changed|changing)\s+(?:my\s+)?(?:mind|plans?|course|direction)\b/,
	/\b(?:not|never|isn't|may not be|might not be)\s+(?:for\s+me|sure|settled|decided|right\s+for\s+me|made up my mind)\b/,
	/\b(?:still|yet)\s+(?:deciding|choosing|comparing|open|undecided|to decide|exploring)\b/,
	/\b(?:talk|warn|put)\s+me\s+(?:out of|off|against)\b/,
	/\b(?:prove|proves|be|am)\s+(?:me\s+)?wrong\b/
];

/** Pressure in the tone. */
export const PUSHY: readonly RegExp[] = [
	/\b(?:asap|urgently|(?:this|it|that) is urgent|immediately|right away|at once|as soon as (?:you can|possible))\b/,
	/\byou\s+(?:must|have to|need to|should)\s+(?:\w+\s+)?(?:answer|reply|respond|call|help|meet|see|talk)\b/,
	/\bI\s+(?:expect|demand|insist|require)\b/,
	/\bwhy\s+(?:have|did|are)(?:n't|\s+you\s+not)\b/,
	/!{2,}/
];

/** Asking to be passed on to others. */
export const INTRODUCTION: readonly RegExp[] = [
	/\b(?:introduce|connect|recommend)\s+me\s+(?:to|with)\b/,
	/\bput\s+me\s+in\s+(?:touch|contact)\s+with\b/,
	/\b(?:ask(?:ing)?(?: you)? for|glad of|grateful for|appreciate|make|hoping for|love|like|need)\s+(?:an?|any|some)\s+(?:\w+\s+)?introductions?\b/,
	/\b(?:anyone|anybody|someone|somebody|people|who)\s+else\s+(?:I|that I|whom I|who)\s*(?:\w+\s+)?(?:should|could|might|can|ought to)?\s*(?:talk|speak|ask|meet|turn|write)\b/,
	/\bwho(?:m)?\s+else\s+(?:should|could|might|can|would)\s+I\b/,
	/\bnames\s+of\s+(?:\w+\s+){0,2}(?:people|colleagues|others)\b/
];
