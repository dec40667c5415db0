import { cookieAt, sessionCookie } from '@songhua/access';
import { type ModuleManifest, type Route, toProblem } from '@songhua/kernel';
import { z } from 'zod';

const toSchema = (schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  return rest;
};

const parameters = (schema: z.ZodType | undefined, place: 'path' | 'query') => {
  const { properties = {}, required = [] } = (schema ? toSchema(schema, 'input') : {}) as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: value,
  }));
};

const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

function operation(module: string, route: Route, statuses: ReadonlyMap<number, string>) {
  const json = route.style === 'fhir' ? 'application/fhir+json' : 'application/json';
  const content =
    route.response instanceof z.ZodType
      ? { [json]: { schema: toSchema(route.response, 'output') } }
      : Object.fromEntries(route.response.file.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));
  const languages = { name: 'lang', in: 'query', required: false, schema: { enum: ['zh', 'en'] } };
  return {
    operationId: `${route.method.toLowerCase()}${route.path.replace(/[^A-Za-z0-9]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    tags: [module],
    summary: `${route.summary.en} / ${route.summary.zh}`,
    'x-permission': route.permission,
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query'), languages],
    ...(route.bytes && {
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
    }),
    ...(route.body && { requestBody: { required: true, content: { [json]: { schema: toSchema(route.body, 'input') } } } }),
    responses: {
      200: { description: route.summary.en, content },
      ...Object.fromEntries([...statuses].map(([status, description]) => [status, { description, content: problemContent }])),
    },
    security: route.permission === 'public' ? [] : [{ session: [] }, { bearer: [] }],
  };
}

/** The OpenAPI 3.1 document of every declared route, made from the routes' own schemas. */
export function openapi(manifests: readonly ModuleManifest[], publicUrl: string): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { id, routes, problems } of manifests) {
    const own = new Map<number, string>();
    for (const [code, row] of Object.entries(problems)) own.set(row.status, toProblem({ code }, { [code]: row }, 'en').title);
    for (const route of routes) {
      const statuses = new Map([
        [400, 'Invalid input'],
        ...(route.permission === 'public'
          ? []
          : ([
              [401, 'Not signed in'],
              [403, 'Not permitted'],
            ] as const)),
        ...own,
      ] as [number, string][]);
      const path = route.path.replace(/:(\w+)/g, '{$1}');
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(id, route, statuses) };
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: '松花 Songhua', version: '0.1.0', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: publicUrl }],
    tags: manifests.map(({ id, title }) => ({ name: id, description: `${title.en} / ${title.zh}` })),
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: cookieAt(publicUrl, sessionCookie) },
        bearer: {
          type: 'oauth2',
          flows: {
            clientCredentials: {
              tokenUrl: '/auth/token',
              scopes: {
                'api/*.cruds': 'every module',
                'api/*.rs': 'read every module',
                'system/*.cruds': 'the record store',
                'system/*.rs': 'read the record store',
              },
            },
          },
        },
      },
    },
  };
}

const textSchema = { type: 'object', required: ['zh', 'en'], properties: { zh: { type: 'string' }, en: { type: 'string' } } };

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'texts'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    instance: { type: 'string' },
    texts: textSchema,
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'rule', 'message'],
        properties: { field: { type: 'string' }, rule: { type: 'string' }, value: { type: 'string' }, message: textSchema },
      },
    },
  },
};
