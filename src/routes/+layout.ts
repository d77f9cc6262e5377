// Everything is rendered in the browser, from what is stored there; no page is rendered ahead unless it says so.
export const ssr = false;
export const prerender = false;
