// Words that mean something else more often than not. A name that is one of them counts only when it is capitalised.

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/u));

/** Names that are words of the language too. */
export const COMMON_WORDS = words(`
	ace angel april art ash august autumn baker banks barb basil bay bell best bill bishop black bliss bond brook brooks
	brown buck bush carol carter case cash chance chase cherry chip christian clay cliff cole cook cooper crystal daisy
	dale daisy dawn day dean dell destiny don drew duke earl early else eve faith fern field fields flora forest foster
	fox frank free gay gene glen gold good grace grant gray green grey guy hall hand happy hardy harmony hart hazel heath
	herb hill holly hope house hunter iris ivy jack jade jay jean joy june justice king knight lake lance lane law lee
	lily long love major mark marks marsh mason may mercy merry miles mills moon moss myrtle nick noble norm north olive
	page paige parish park parks pat patience pearl penny pepper perry pierce poppy porter price prince rain ray read
	reed rich river rob robin rock rocky rod rose rowan ruby rush rusty sage sandy scout sharp short sky small smart
	smith snow sonny south spring star stone storm strong sue summer sunny swift tanner temple terry trinity tucker
	turner van victor violet wade walker ward waters weaver webb west white will willow winter wise wolf wood woods
	work young
`);

/** Parts of a name that say nothing of who it is. */
export const NOT_NAMES = words(`
	dr prof professor mr mrs ms miss mx sir dame lady lord herr frau phd md mba msc bsc jr sr ii iii iv
	von van der den de del della di da dos das du la le el al bin ibn bint ben abu
`);

/** Parts of an employer's name that many employers have. */
export const NOT_EMPLOYERS = words(`
	gmbh inc ltd llc llp plc corp corporation company limited group holding holdings ag kg se sa nv bv oy ab srl spa pty
	the and und for von der die das des bank banks trust university school college hospital clinic institute academy
	foundation council city county state national international global europe european american british german central
	regional services service solutions systems technologies technology tech software digital data media labs studio
	studios consulting consultants advisors partners capital ventures insurance health healthcare energy foods food
	retail logistics transport motors engineering design publishing press research sciences science public private
	learning education teaching cloud open academy desk house works games play home new first next one north south east
	west city local world earth
	federal ministry department agency office network networks online
`);
