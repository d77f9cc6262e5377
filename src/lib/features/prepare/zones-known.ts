/** The zones that this browser can list; none where it cannot, and then a name is typed. */
export const knownZones = (): readonly string[] =>
	typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];
