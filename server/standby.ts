import pg from 'pg';

/** How often a primary that is gone is asked whether it is back, ms. */
const askEvery = 1_000;

/** Time that somebody who stands still needs to be called gone, ms. */
const patience = 5_000;

export interface Standby {
  /** Whether the primary is gone and requests are answered from the standby, which takes no writes. */
  isReadOnly(): boolean;
  stop(): Promise<void>;
}

export interface Watching {
  /** The pool on the primary; from now on its connections come from the standby while the primary is gone. */
  readonly pool: pg.Pool;
  readonly url: string;
  readonly openStandby: () => pg.Pool;
  readonly onChange: (readOnly: boolean) => void;
}

type Given = (error: Error | undefined, client: pg.PoolClient | undefined, done: (release?: Error | boolean) => void) => void;

/** Whether somebody answers at an address, and takes writes. */
async function takesWrites(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patience });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ transaction_read_only: string }>('show transaction_read_only');
    return rows[0]?.transaction_read_only === 'off';
  } catch {
    return false;
  } finally {
    // Not waited for: of a connection that never came to be the driver does not say that it ended.
    void client.end().catch(() => {});
  }
}

/** The database refuses or does not answer; whatever else fails in connecting (too many of us, say) says nothing about the primary. */
const isGone = (error: unknown): boolean => {
  const { code, message = '' } = error as { code?: unknown; message?: string };
  return (
    /^(08|57P|55000|ECONN|ENOENT|EHOST|ENET|ETIMEDOUT|EAI_)/.test(String(code)) || /terminated|timeout expired/.test(message)
  );
};

/**
 * Answers from a standby while the primary is gone, so that records can still be read:
 *
 *   primary --no connection to be had--> standby (asks the primary each second) --primary takes writes again--> primary
 *
 * A standby that was made primary meanwhile takes the writes itself, and stays: two primaries would part ways. Which of them is the right
 * one then is for people to say, by DATABASE_URL.
 */
export function watchStandby({ pool, url, openStandby, onChange }: Watching): Standby {
  const standby = openStandby();
  const ofPrimary = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  const standbyUrl = String(standby.options.connectionString);
  let away = false;
  let readOnly = false;
  let asking = false;

  const say = (now: boolean): void => {
    if (readOnly === now) return;
    readOnly = now;
    onChange(now);
  };

  const leave = (): void => {
    if (away) return;
    away = true;
    say(true);
  };

  const look = async (): Promise<void> => {
    if (!away || asking) return;
    asking = true;
    try {
      if (await takesWrites(standbyUrl)) say(false);
      else if (await takesWrites(url)) {
        away = false;
        say(false);
      } else say(true);
    } finally {
      asking = false;
    }
  };
  const timer = setInterval(() => void look(), askEvery);
  timer.unref();

  const take = async (): Promise<pg.PoolClient> => {
    if (away) return standby.connect();
    try {
      return await ofPrimary();
    } catch (error) {
      if (!isGone(error)) throw error;
      leave();
      return standby.connect();
    }
  };

  // The driver's pool asks itself for connections, by a function to be called back.
  pool.connect = ((given?: Given) => {
    const taken = take();
    if (!given) return taken;
    taken.then(
      (client) => given(undefined, client, client.release),
      (error: Error) => given(error, undefined, () => {}),
    );
    return undefined;
  }) as pg.Pool['connect'];

  return {
    isReadOnly: () => readOnly,
    stop: async () => {
      clearInterval(timer);
      await standby.end();
    },
  };
}
