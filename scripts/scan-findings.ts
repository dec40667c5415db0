/** One weakness that a scanner says it found, in its words. */
export interface Weakness {
  readonly by: 'sqlmap' | 'wapiti';
  readonly where: string;
  readonly what: string;
}

/** What sqlmap printed of one address: the parameters it says it can inject into. */
export function sqlmapFindings(url: string, printed: string): Weakness[] {
  if (!/identified the following injection point/.test(printed)) return [];
  const parameters = [...printed.matchAll(/^Parameter: (.+)$/gm)].flatMap(([, name]) => name ?? []);
  return (parameters.length > 0 ? parameters : ['?']).map((name) => ({ by: 'sqlmap', where: url, what: `injectable: ${name}` }));
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
