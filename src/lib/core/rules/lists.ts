// The numbers and fixed lists of the practice, in one place. Nothing else in the code states one of them again.
// Where a list's words appear on screen is the screens' business; here are the names that records keep.

export { NOTE_FIELDS as RECORD_CATEGORIES } from '../schema/notes.ts';

/** Lighter categories for a review after each talk; a view of the five (R2-23). */
export const LIGHT_CATEGORIES = ['roles', 'skills', 'day-to-day', 'culture'] as const;

/** Numbers of the practice. Days are civil days, minutes are minutes of a talk. */
export const NUMBERS = {
	/** Core questions per talk (R1-06). */
	coreQuestions: { least: 3, most: 5 },
	/** Goals per talk (R0-08). */
	goals: { least: 1, most: 3 },
	/** Talks a week, and for how many weeks (R0-45). */
	pace: { talksPerWeek: 2, weeks: 4 },
	/** Minutes asked for: what a form begins with, and the most that counts as a modest ask (R2-09). */
	minutes: { usual: 30, most: 60 },
	/** Nudges after one request (R2-44, R3-15). */
	nudges: 1,
	/** Words of a request that is still short (R3-09). */
	requestWords: 180,
	/** Hours after a talk in which its debrief is fresh (R0-14). */
	debriefHours: 48,
	/** A rating this low or lower shows a gap (R0-31). */
	lowRating: 2,
	/** Hours after a talk in which a thank-you is due: from, to (R2-37). */
	thanksHours: { from: 24, to: 48 },
	/** Specific takeaways that a thank-you restates at least (R2-37). */
	takeaways: 1,
	/** Sentences of the purpose statement at most (R2-03). */
	purposeSentences: 2,
	/** Sentences of a talk's objective at most (R2-11). */
	objectiveSentences: 1,
	/** Words that are said in the minute that an introduction of oneself takes (R0-52). */
	introWords: 150,
	/** Minutes that a talk needs per core question, per other question, and for its beginning and end (R1-11). */
	questionMinutes: { core: 5, other: 3, around: 5 },
	/** Percent from which and to which a belief is still uncertain (R1-32). */
	uncertain: { from: 35, to: 65 },
	/** Introductions that may be asked for, per person (tension 1). */
	introductionsAsked: 1,
	/** The round from which an introduction may be asked for. */
	introductionsFromRound: 2,
	/** Rounds with a question set of their own (R1-33). */
	rounds: 3,
	/** Days after a request before its one nudge is polite. */
	nudgeAfterDays: 7,
	/** Days between touches with somebody one keeps in touch with, where nothing else was chosen. */
	cadenceDays: 90,
	/** Days in which withdrawn words leave older logs and checkpoints. */
	forgetDays: 30,
	/** Résumé variants (R0-46). */
	resumeVariants: 3,
	/** Months of the success horizon: near, far (R1-22). */
	successMonths: { near: 6, far: 12 },
	/** Minutes of the agreed time that are left when the timer says so (R2-36). */
	minutesLeft: 5,
	/** Ratings run from least to most. */
	rating: { least: 1, most: 5 }
} as const;

/** Career stages (R0-11). `switcher`, recently changed into the field, is a mark beside them (R2-06). */
export const LEVELS = ['early', 'mid', 'senior', 'executive'] as const;
export const COMPANY_SIZES = ['solo', 'small', 'medium', 'large', 'very-large'] as const;
export const PATH_STATUSES = ['exploring', 'leading', 'parked', 'ruled-out'] as const;
export const SEGMENT_KINDS = ['industry', 'function'] as const;
export const PRIORITY_KINDS = ['priority', 'deal-breaker'] as const;
export const TARGET_KINDS = ['company', 'role', 'mentor'] as const;
/** What a belief is about (R0-02). */
export const SCOPES = ['role', 'industry', 'workplace', 'self'] as const;
export const CLAIMS = ['usually', 'always', 'possible'] as const;

/** Where somebody was found (R2-07). */
export const SOURCES = [
	'alumni',
	'association',
	'platform',
	'introduction',
	'event',
	'colleague',
	'other'
] as const;
/** How the seeker knows them; relevance comes first (R2-04). */
export const CLOSENESS = ['stranger', 'met-once', 'acquaintance', 'friend'] as const;
/** From an idea to keeping in touch; the last two end it without a talk, or after one. */
export const STAGES = [
	'idea',
	'asked',
	'replied',
	'scheduled',
	'met',
	'in-touch',
	'declined',
	'closed'
] as const;
/** Why somebody said no, in neutral words (R2-49). */
export const DECLINE_REASONS = [
	'no-time',
	'not-the-right-person',
	'not-allowed',
	'not-now',
	'no-answer',
	'not-said'
] as const;

export const MESSAGE_KINDS = ['request', 'nudge', 'thanks', 'update', 'reconnect', 'introduction'] as const;
export const CHANNELS = ['mail', 'share', 'copy', 'other'] as const;
export const REPLY_OUTCOMES = ['yes', 'later', 'no', 'redirected'] as const;

/** R2-14, R0-51. */
export const QUESTION_KINDS = ['fact', 'judgement', 'culture', 'story'] as const;
export const EXPECTATIONS = ['supports', 'challenges', 'unsure'] as const;
export const OUTCOMES = ['supports', 'challenges', 'unclear', 'not-covered'] as const;
export const GOAL_RESULTS = ['yes', 'partly', 'no'] as const;

/** What is asked of the person: each when, how, with the use stated (R2-33, R2-34). */
export const CONSENT_KINDS = ['notes', 'recording', 'sharing', 'naming', 'quoting'] as const;
export const CONSENT_ANSWERS = ['yes', 'no', 'withdrawn'] as const;
export const CONSENT_WAYS = ['spoken', 'written', 'earlier'] as const;

export const MENTION_KINDS = [
	'task',
	'skill',
	'tool',
	'requirement',
	'metric',
	'trend',
	'pitfall',
	'lesson',
	'resource',
	'path',
	'expectation',
	'surprise'
] as const;
/** How much a skill is needed (R0-04). */
export const NEEDS = ['essential', 'useful', 'optional'] as const;
/** R1-28. */
export const COMPETENCIES = ['technical', 'soft', 'industry'] as const;
/** What a routine does to who does it (R0-05). */
export const ENERGIES = ['drains', 'energises'] as const;
/** R2-17. */
export const TREND_KINDS = ['technology', 'customers', 'regulation'] as const;
/** R1-18. */
export const REQUIREMENT_KINDS = ['certificate', 'software', 'collaboration', 'other'] as const;
/** Where a path leads that somebody took or advises (R0-21). */
export const PATH_MOVES = ['upward', 'lateral', 'mentoring', 'upskilling'] as const;
/** R1-17. */
export const STAMPS = ['confirms', 'challenges', 'new', 'unclear'] as const;

export const FITS = ['meets', 'conflicts', 'unknown'] as const;
/** R0-17. */
export const FIT_DECISIONS = ['accept', 'mitigate', 'avoid'] as const;
/** R0-32. */
export const GAP_DECISIONS = ['acquire', 'adjust', 'ignore'] as const;
/** Whether the seeker led the answers (R0-54). */
export const LEADING = ['no', 'a-little', 'yes'] as const;

export const FAVOUR_DIRECTIONS = ['given', 'received'] as const;
export const FAVOUR_KINDS = ['article', 'introduction', 'help', 'feedback', 'other'] as const;
export const TOUCH_KINDS = ['update', 'ask', 'conversation', 'other'] as const;
export const INTRODUCTION_WAYS = ['asked', 'offered'] as const;
export const INTRODUCTION_STATES = ['open', 'followed', 'dropped'] as const;
export const LEAD_STATES = ['open', 'followed', 'dropped'] as const;
/** Small wins (R2-50). */
export const WIN_KINDS = ['takeaway', 'contact', 'hypothesis'] as const;
