// The lists of the practice in words, the same on every screen.

import type * as list from '../../core/rules/lists.ts';

type WordsFor<List extends readonly string[]> = Readonly<Record<List[number], string>>;

export const categoryWords: WordsFor<typeof list.RECORD_CATEGORIES> = {
	responsibilities: 'Responsibilities',
	skills: 'Required skills',
	pace: 'Pace and workload',
	culture: 'Culture and communication',
	growth: 'Growth opportunities'
};
export const levelWords: WordsFor<typeof list.LEVELS> = {
	early: 'Early career',
	mid: 'Mid-career',
	senior: 'Senior',
	executive: 'Executive'
};
export const sizeWords: WordsFor<typeof list.COMPANY_SIZES> = {
	solo: 'On their own',
	small: 'Up to 50 people',
	medium: '51 to 250',
	large: '251 to 5,000',
	'very-large': 'More than 5,000'
};
export const pathStatusWords: WordsFor<typeof list.PATH_STATUSES> = {
	exploring: 'Exploring',
	leading: 'Leading',
	parked: 'Parked',
	'ruled-out': 'Ruled out'
};
export const segmentWords: WordsFor<typeof list.SEGMENT_KINDS> = {
	industry: 'Industry',
	function: 'Function'
};
export const priorityWords: WordsFor<typeof list.PRIORITY_KINDS> = {
	priority: 'Priority',
	'deal-breaker': 'Deal-breaker'
};
export const targetWords: WordsFor<typeof list.TARGET_KINDS> = {
	company: 'Company',
	role: 'Role',
	mentor: 'Mentor'
};
export const scopeWords: WordsFor<typeof list.SCOPES> = {
	role: 'The role',
	industry: 'The industry',
	workplace: 'The workplace',
	self: 'Myself'
};
export const claimWords: WordsFor<typeof list.CLAIMS> = {
	usually: 'Usually so',
	always: 'Always so',
	possible: 'Possible'
};
export const sourceWords: WordsFor<typeof list.SOURCES> = {
	alumni: 'Alumni network',
	association: 'Association',
	platform: 'Online platform',
	introduction: 'Introduced',
	event: 'Event',
	colleague: 'Colleague',
	other: 'Elsewhere'
};
export const closenessWords: WordsFor<typeof list.CLOSENESS> = {
	stranger: 'Not yet',
	'met-once': 'Met once',
	acquaintance: 'Acquaintance',
	friend: 'Friend'
};
export const stageWords: WordsFor<typeof list.STAGES> = {
	idea: 'Idea',
	asked: 'Asked',
	replied: 'Replied',
	scheduled: 'Scheduled',
	met: 'Met',
	'in-touch': 'Keeping in touch',
	declined: 'Declined',
	closed: 'Closed graciously'
};
export const declineWords: WordsFor<typeof list.DECLINE_REASONS> = {
	'no-time': 'No time',
	'not-the-right-person': 'Not the right person',
	'not-allowed': 'Not allowed to',
	'not-now': 'Not now',
	'no-answer': 'No answer',
	'not-said': 'Did not say'
};
export const messageWords: WordsFor<typeof list.MESSAGE_KINDS> = {
	request: 'Request',
	nudge: 'Nudge',
	thanks: 'Thank-you',
	update: 'News of progress',
	reconnect: 'Reconnecting',
	introduction: 'About an introduction'
};
export const replyWords: WordsFor<typeof list.REPLY_OUTCOMES> = {
	yes: 'Yes',
	later: 'Later',
	no: 'No',
	redirected: 'Named somebody else'
};
export const questionWords: WordsFor<typeof list.QUESTION_KINDS> = {
	fact: 'Fact',
	judgement: 'Judgement',
	culture: 'Culture',
	story: 'Story'
};
export const expectationWords: WordsFor<typeof list.EXPECTATIONS> = {
	supports: 'Will support it',
	challenges: 'Will challenge it',
	unsure: 'Could go either way'
};
export const outcomeWords: WordsFor<typeof list.OUTCOMES> = {
	supports: 'Supported it',
	challenges: 'Challenged it',
	unclear: 'Unclear',
	'not-covered': 'Not covered'
};
export const consentWords: WordsFor<typeof list.CONSENT_KINDS> = {
	notes: 'Notes',
	recording: 'Recording',
	sharing: 'Sharing',
	naming: 'Naming',
	quoting: 'Quoting'
};
export const answerWords: WordsFor<typeof list.CONSENT_ANSWERS> = {
	yes: 'Agreed',
	no: 'Did not agree',
	withdrawn: 'Took it back'
};
export const wayWords: WordsFor<typeof list.CONSENT_WAYS> = {
	spoken: 'In the talk',
	written: 'In writing',
	earlier: 'On another occasion'
};
export const mentionWords: WordsFor<typeof list.MENTION_KINDS> = {
	task: 'Task',
	skill: 'Skill',
	tool: 'Tool',
	requirement: 'Requirement',
	metric: 'Leaders’ metric',
	trend: 'Trend',
	pitfall: 'Pitfall',
	lesson: 'Lesson',
	resource: 'Resource',
	path: 'Path',
	expectation: 'Unwritten expectation',
	surprise: 'Surprise'
};
export const needWords: WordsFor<typeof list.NEEDS> = {
	essential: 'Essential',
	useful: 'Useful',
	optional: 'Optional'
};
export const competencyWords: WordsFor<typeof list.COMPETENCIES> = {
	technical: 'Technical',
	soft: 'Soft',
	industry: 'Industry-specific'
};
export const energyWords: WordsFor<typeof list.ENERGIES> = { drains: 'Drains', energises: 'Energises' };
export const trendWords: WordsFor<typeof list.TREND_KINDS> = {
	technology: 'Technology',
	customers: 'Customers’ needs',
	regulation: 'Regulation'
};
export const requirementWords: WordsFor<typeof list.REQUIREMENT_KINDS> = {
	certificate: 'Certificate',
	software: 'Software',
	collaboration: 'Work across functions',
	other: 'Other'
};
export const pathMoveWords: WordsFor<typeof list.PATH_MOVES> = {
	upward: 'Upwards',
	lateral: 'Sideways',
	mentoring: 'With a mentor',
	upskilling: 'By learning'
};
export const stampWords: WordsFor<typeof list.STAMPS> = {
	confirms: 'Confirms',
	challenges: 'Challenges',
	new: 'New',
	unclear: 'Unclear'
};
export const fitWords: WordsFor<typeof list.FITS> = {
	meets: 'Meets it',
	conflicts: 'Conflicts',
	unknown: 'Not known'
};
export const fitDecisionWords: WordsFor<typeof list.FIT_DECISIONS> = {
	accept: 'Accept it',
	mitigate: 'Mitigate it',
	avoid: 'Avoid such roles'
};
export const gapDecisionWords: WordsFor<typeof list.GAP_DECISIONS> = {
	acquire: 'Acquire it',
	adjust: 'Adjust the target',
	ignore: 'Leave it'
};
export const leadingWords: WordsFor<typeof list.LEADING> = { no: 'No', 'a-little': 'A little', yes: 'Yes' };
export const directionWords: WordsFor<typeof list.FAVOUR_DIRECTIONS> = {
	given: 'Given',
	received: 'Received'
};
export const favourWords: WordsFor<typeof list.FAVOUR_KINDS> = {
	article: 'Article',
	introduction: 'Introduction',
	help: 'Help',
	feedback: 'Feedback',
	other: 'Something else'
};
export const touchWords: WordsFor<typeof list.TOUCH_KINDS> = {
	update: 'News of progress',
	ask: 'A request',
	conversation: 'A conversation',
	other: 'Something else'
};
export const channelWords: WordsFor<typeof list.CHANNELS> = {
	mail: 'Mail program',
	share: 'Share sheet',
	copy: 'Copied',
	other: 'Another way'
};
export const lightWords: WordsFor<typeof list.LIGHT_CATEGORIES> = {
	roles: 'Roles',
	skills: 'Required skills',
	'day-to-day': 'Day to day',
	culture: 'Culture'
};
export const introductionWayWords: WordsFor<typeof list.INTRODUCTION_WAYS> = {
	asked: 'Asked for',
	offered: 'Offered'
};
export const introductionStateWords: WordsFor<typeof list.INTRODUCTION_STATES> = {
	open: 'Open',
	followed: 'Followed up',
	dropped: 'Let go'
};

/** For a select or a row of choices: the list's order, its words. */
export const optionsOf = <Option extends string>(
	words: Readonly<Record<Option, string>>
): readonly { readonly value: Option; readonly label: string }[] =>
	(Object.entries(words) as [Option, string][]).map(([value, label]) => ({ value, label }));
