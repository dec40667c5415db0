import {
  actorOf,
  coveredScopes,
  endLaunch,
  findAccount,
  findLaunch,
  findMemberships,
  keepGrantContext,
  lastInstitution,
  launchScopes,
  maskPath,
  noteSecurityEvent,
  readScope,
  scopesProperty,
  standingOf,
  touchedBy,
} from '@songhua/access';
import { type Actor, isHttpReply, spellName, type Tx, withTx } from '@songhua/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Interaction, InteractionResults } from 'oidc-provider';
import { z } from 'zod';
import { sendProblem } from './problems.ts';
import type { Server } from './server.ts';
import { validate } from './validate.ts';

const answer = z.strictObject({
  allow: z.boolean(),
  scopes: z.array(z.string().max(1_000)).max(200),
  patient: z
    .string()
    .regex(/^Patient\/[A-Za-z0-9.-]{1,64}$/)
    .nullable(),
  /** For which institution the user acts in the app; the one they acted for last unless said. */
  institution: z
    .string()
    .regex(/^Organization\/[A-Za-z0-9.-]{1,64}$/)
    .nullish(),
});

/** Of one address: people are looked up here one by one. */
const limited = { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } };

/** Patients that are offered at once. */
const mostPatients = 20;

interface Offered {
  readonly id: string;
  readonly name: string;
  readonly birthDate: string | null;
}

interface FoundPatient {
  readonly id: string;
  readonly name?: readonly unknown[];
  readonly birthDate?: string;
}

/** What an app may be given of what it asks for. */
async function askedOf({ provider }: Server, { params }: Interaction): Promise<{ name: string; scopes: readonly string[] }> {
  const client = await provider.Client.find(String(params['client_id']));
  const allowed = String((client as Record<string, unknown> | undefined)?.[scopesProperty] ?? '').split(' ');
  const asked = String(params['scope'] ?? '').split(' ');
  const scopes = coveredScopes(asked, allowed).filter((scope) => readScope(scope)?.level !== 'system');
  return { name: client?.clientName ?? client?.clientId ?? '', scopes };
}

/** Whether the app cannot work without a patient: it asks for one, or for records of one. */
const needsPatient = (scopes: readonly string[]): boolean =>
  scopes.some((scope) => scope === 'launch/patient' || readScope(scope)?.level === 'patient');

/** The provider's consent step: who asks for what, in words, and for which patient. Other programs alone come here, never the page itself. */
export function mountConsent(server: Server): {
  readonly detailsOf: (interaction: Interaction) => Promise<object>;
} {
  const { app, provider, pool, house, config, clock, records, logAccess, termKey } = server;
  const permissions = house.manifests.flatMap((manifest) => manifest.permissions);

  /** The user, acting for the institution they choose for this app; for the one they acted for last unless said. */
  const actorFor = (account: string, institution?: string | null): Promise<Actor | null> =>
    withTx(pool, 'read', async (tx) => {
      const found = await findAccount(tx, account, config.SONGHUA_MODE === 'demo');
      if (!found) return null;
      return actorOf(
        await standingOf(tx, found, clock()),
        permissions,
        institution ?? (await lastInstitution(tx, account, clock())),
      );
    });

  /** Where somebody who works at several institutions may act in an app. */
  const institutionsOf = (account: string) =>
    withTx(pool, 'read', async (tx) => {
      const memberships = await findMemberships(tx, account, clock());
      const named = memberships.map(async ({ organization: id }) => {
        const name = (await records.read(tx, 'Organization', id.slice('Organization/'.length)))?.['name'];
        return { id, name: typeof name === 'string' ? name : id };
      });
      return Promise.all(named);
    });

  /** Patients that this person reaches, as a search of their own would find them; written down like one, before anything is answered. */
  const reached = async (request: FastifyRequest, actor: Actor, query: string): Promise<Offered[]> => {
    const search = house.manifests
      .flatMap(({ routes }) => routes)
      .find(({ method, path }) => method === 'GET' && path === '/fhir/R4/:type');
    if (!search || !actor.permissions.has(search.permission)) return [];
    const url = `/fhir/R4/Patient?_count=${mostPatients}${query}`;
    const params = { type: 'Patient' };
    const result = await withTx(pool, 'read', (tx) =>
      search.handle({
        tx,
        records,
        actor,
        now: clock(),
        newId: () => '',
        origin: config.publicUrl,
        language: 'zh',
        headers: {},
        params,
        query: undefined,
        body: undefined,
        raw: { url, body: '' },
      }),
    );
    const answer = result.ok && isHttpReply(result.value) && typeof result.value.body === 'string' ? result.value.body : '';
    const touched = touchedBy({ url, params, answer });
    await logAccess({
      at: clock(),
      actor,
      method: 'GET',
      path: maskPath(url, termKey),
      route: request.routeOptions.url ?? request.url,
      status: result.ok ? 200 : (house.problems[result.error.code]?.status ?? 500),
      requestId: request.id,
      address: request.ip,
      ...(touched && { touched }),
    });
    if (answer === '') return [];
    const bundle = JSON.parse(answer) as { readonly entry?: readonly { readonly resource: FoundPatient }[] };
    return (bundle.entry ?? []).map(({ resource: { id, name, birthDate } }) => ({
      id: `Patient/${id}`,
      name: spellName(name?.[0]),
      birthDate: birthDate ?? null,
    }));
  };

  const consenting = async (request: FastifyRequest, reply: FastifyReply): Promise<Interaction | undefined> => {
    const interaction = await provider.interactionDetails(request.raw, reply.raw).catch((error: Error) => {
      if (error.name === 'SessionNotFound') return undefined;
      throw error;
    });
    return interaction?.prompt.name === 'consent' && interaction.session?.accountId ? interaction : undefined;
  };

  /** The patient that a launch out of this system brings along. */
  const launched = (tx: Tx, { params, session }: Interaction): Promise<string | null> =>
    typeof params['launch'] === 'string'
      ? findLaunch(tx, params['launch'], session?.accountId ?? '', String(params['client_id']), clock())
      : Promise.resolve(null);

  app.get('/sign-in/:uid/patients', limited, async (request, reply) => {
    const interaction = await consenting(request, reply);
    const { q, institution } = request.query as { q?: unknown; institution?: unknown };
    const actor =
      interaction &&
      (await actorFor(
        interaction.session?.accountId ?? '',
        typeof institution === 'string' && institution !== '' ? institution : null,
      ));
    if (!actor) return sendProblem(request, reply, { code: 'access.sign-in-expired' }, house.problems);
    const name = typeof q === 'string' ? q.trim().slice(0, 100) : '';
    const items = await reached(request, actor, name ? `&name=${encodeURIComponent(name)}` : '');
    return reply.header('cache-control', 'no-store').send({ items });
  });

  app.post('/sign-in/:uid/consent', limited, async (request, reply) => {
    const input = validate(answer, request.body, 'body');
    if (!input.ok) return sendProblem(request, reply, input.error, house.problems);
    if (request.headers['x-songhua'] === undefined)
      return sendProblem(request, reply, { code: 'kernel.cross-site' }, house.problems);
    const interaction = await consenting(request, reply);
    const { institution } = input.value;
    const actor = interaction && (await actorFor(interaction.session?.accountId ?? '', institution));
    if (!interaction || !actor) return sendProblem(request, reply, { code: 'access.sign-in-expired' }, house.problems);
    if (institution && actor.institution !== institution)
      return sendProblem(
        request,
        reply,
        { code: 'access.not-a-member', params: { account: actor.name, institution } },
        house.problems,
      );
    const { allow, patient } = input.value;
    const finish = (result: InteractionResults) =>
      provider
        .interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission: true })
        .then((returnTo) => ({ returnTo }));
    const client = String(interaction.params['client_id']);
    const about = { at: clock(), actor, event: 'consent-changed' as const, about: `client/${client}`, address: request.ip };
    if (!allow) {
      await withTx(pool, 'write', async (tx) => noteSecurityEvent(tx, { ...about, done: false, note: 'refused an app' }));
      return finish({ error: 'access_denied', error_description: 'the user refused' });
    }
    const { scopes: asked } = await askedOf(server, interaction);
    const given = asked.filter((scope) => input.value.scopes.includes(scope));
    const wanted = (await withTx(pool, 'read', (tx) => launched(tx, interaction))) ?? patient;
    const found = wanted ? await reached(request, actor, `&_id=${wanted.slice('Patient/'.length)}`) : [];
    const inView = wanted ? (found[0]?.id ?? 'unreached') : null;
    if (inView === 'unreached' || (inView === null && needsPatient(given)))
      return sendProblem(request, reply, { code: 'access.patient-not-reached' }, house.problems);
    const grant = new provider.Grant({ accountId: actor.id, clientId: client });
    const usual: readonly string[] = launchScopes;
    const resource = new URL('/', config.publicUrl).href;
    // What is not given is refused, or it would be asked for again at once.
    for (const scope of String(interaction.params['scope'] ?? '').split(' ')) {
      const isGiven = given.includes(scope);
      if (!isGiven) {
        grant.rejectOIDCScope(scope);
        grant.rejectResourceScope(resource, scope);
        continue;
      }
      if (usual.includes(scope)) grant.addOIDCScope(scope);
      grant.addResourceScope(resource, scope);
    }
    const grantId = await grant.save();
    await withTx(pool, 'write', async (tx) => {
      await keepGrantContext(
        tx,
        { id: grantId, account: actor.id, client, patient: inView, institution: actor.institution ?? null },
        clock(),
      );
      if (typeof interaction.params['launch'] === 'string') await endLaunch(tx, interaction.params['launch']);
      noteSecurityEvent(tx, { ...about, note: `${given.join(' ')}${inView ? ` about ${inView}` : ''}` });
    });
    return finish({ consent: { grantId } });
  });

  return {
    detailsOf: async (interaction) => {
      const { name, scopes } = await askedOf(server, interaction);
      const patient = await withTx(pool, 'read', (tx) => launched(tx, interaction));
      const account = interaction.session?.accountId ?? '';
      const institutions = await institutionsOf(account);
      const choice = institutions.length > 1 && { institutions, institution: (await actorFor(account))?.institution ?? null };
      return {
        prompt: 'consent',
        app: { name, scopes, needsPatient: needsPatient(scopes) && patient === null, patient, ...choice },
      };
    },
  };
}
