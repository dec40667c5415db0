import { stdSerializers } from 'pino';

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly ip?: string;
}

/**
 * A request as the program's own log tells it when it is asked to (at the level `debug`): its address without the values of its parameters. They
 * name people in a search and hold codes in a sign-in.
 */
const withoutValues = ({ method, url, ip }: Asked): object => ({
  method,
  url: url.replace(/([?&][^=&]*)=[^&]*/g, '$1=…'),
  remoteAddress: ip,
});

/** An error without what PostgreSQL quotes of the row it failed on: rows hold people, logs must not. */
const withoutRows = (error: Error): object => {
  const { detail: _, where: __, ...rest } = stdSerializers.err(error) as { detail?: unknown; where?: unknown };
  return rest;
};

/** How requests and errors become lines of the log. */
export const logSerializers = { req: withoutValues, err: withoutRows };
