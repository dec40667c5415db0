import { ok, type Route, route } from '@songhua/kernel';
import { z } from 'zod';
import { checkNames, readAsk } from './ask.ts';
import { capabilityStatement } from './capability.ts';
import { textReply } from './reply.ts';
import { shower } from './run-search.ts';

const known = new Set(['_format', '_pretty', '_summary', '_elements', 'mode']);

/** These routes with the CapabilityStatement that describes them in front. */
export function withMetadata(routes: readonly Route[]): readonly Route[] {
  const metadata = route({
    method: 'GET',
    path: '/fhir/R4/metadata',
    summary: { zh: '能力声明', en: 'CapabilityStatement' },
    permission: 'public',
    people: 'none',
    style: 'fhir',
    raw: true,
    response: z.looseObject({ resourceType: z.string() }),
    handle: async (call) => {
      const ask = readAsk(call, ['ifNoneMatch', 'ifModifiedSince']);
      if (!ask.ok) return ask;
      const names = checkNames(ask.value, known);
      if (!names.ok) return names;
      const shown = shower(ask.value, ['CapabilityStatement'], ask.value.query);
      if (!shown.ok) return shown;
      const { origin, now } = call;
      const { store } = ask.value;
      const statement = capabilityStatement(store, { routes: [...routes, ...store.beside], origin, now });
      return ok(textReply(ask.value, 200, shown.value.show(JSON.stringify(statement))));
    },
  });
  return [metadata, ...routes];
}
