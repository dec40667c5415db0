import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

/**
 * A page with the two flaws that are looked for, for the length of a scan and on this machine alone: what a parameter says becomes part of
 * a statement and, unescaped, of the page. A scanner that finds nothing here is blind, and its silence elsewhere worth nothing.
 */
export async function startFlawed(database: string): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const pool = new pg.Pool({ connectionString: database, max: 4 });
  pool.on('error', () => {});
  const server = createServer(async (request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const id = searchParams.get('id') ?? '1';
    const told = await pool.query(`select 'row' as row where 1 = ${id}`).then(
      ({ rows }) => JSON.stringify(rows),
      (error: Error) => `PostgreSQL error: ERROR: ${error.message}`,
    );
    response.end(`<html><body><p>${searchParams.get('name') ?? ''}</p><p>${told}</p></body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
    },
  };
}
