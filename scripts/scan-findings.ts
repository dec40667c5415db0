/** One weakness that a scanner says it found, in its words, or a fault that the server counted. */
export interface Weakness {
  readonly by: 'sqlmap' | 'wapiti' | 'server';
  readonly where: string;
  readonly what: string;
}

/** What sqlmap printed of one address: the parameters it says it can inject into. */
export function sqlmapFindings(url: string, printed: string): Weakness[] {
  if (!/identified the following injection point/.test(printed)) return [];
  const parameters = [...printed.matchAll(/^Parameter: (.+)$/gm)].flatMap(([, name]) => name ?? []);
  const how = [...printed.matchAll(/^ +(?:Title|Payload): (.+)$/gm)].map(([, words]) => `; ${words}`).join('');
  return (parameters.length > 0 ? parameters : ['?']).map((name) => ({
    by: 'sqlmap',
    where: url,
    what: `injectable: ${name}${how}`,
  }));
}

/** Whether sqlmap came as far as asking the address: what it could not reach is not clean. */
export const sqlmapTested = (printed: string): boolean =>
  /testing (if|for|'|connection)/.test(printed) && /\btesting '/.test(printed);

interface WapitiEntry {
  readonly path?: string;
  readonly parameter?: string | null;
  readonly info?: string;
}

interface WapitiReport {
  readonly vulnerabilities?: Readonly<Record<string, readonly WapitiEntry[]>>;
  readonly anomalies?: Readonly<Record<string, readonly WapitiEntry[]>>;
}

/**
 * What wapiti's report in JSON names: vulnerabilities, and its anomaly of an answer with the status 500, which is a fault here. Its other
 * anomaly is an answer that took long, which a busy machine gives, too.
 */
export function wapitiFindings(report: string): Weakness[] {
  const { vulnerabilities = {}, anomalies = {} } = JSON.parse(report) as WapitiReport;
  const faults = Object.entries(anomalies).filter(([name]) => /internal server error/i.test(name));
  return [...Object.entries(vulnerabilities), ...faults].flatMap(([name, entries]) =>
    entries.map(({ path = '', parameter, info = '' }): Weakness => {
      const at = parameter ? ` (${parameter})` : '';
      return { by: 'wapiti', where: `${path}${at}`, what: `${name}: ${info}`.slice(0, 300) };
    }),
  );
}

/** What the server counted in its measures: requests answered, and those it answered with a fault of its own. */
export function answered(measures: string): { readonly requests: number; readonly faults: readonly Weakness[] } {
  const rows = [...measures.matchAll(/^songhua_http_request_seconds_count\{(.*)\} (\d+)$/gm)].map(([, labels = '', count]) => ({
    route: /route="([^"]*)"/.exec(labels)?.[1] ?? '',
    status: /status="(\d+)"/.exec(labels)?.[1] ?? '',
    count: Number(count),
  }));
  const faults = rows.filter(({ status }) => status >= '500');
  return {
    requests: rows.reduce((sum, { count }) => sum + count, 0),
    faults: faults.map(({ route, status, count }) => ({ by: 'server', where: route, what: `${count} answers with ${status}` })),
  };
}
