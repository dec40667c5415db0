import pg from 'pg';

export interface Listener {
  stop(): Promise<void>;
}

export interface ListenOptions {
  readonly connectionString: string;
  readonly channels: readonly string[];
  readonly onNotice: (channel: string, payload: string) => void;
  /** Called after every (re)connection: what was missed meanwhile is unknown. */
  readonly onConnect: () => void;
  /** Called when the connection is lost: from here on nothing is heard. */
  readonly onLost?: () => void;
  readonly onError: (error: unknown) => void;
  readonly retryMs?: number;
}

/** Listens on PostgreSQL channels over a connection of its own, and reconnects for as long as it is not stopped. */
export function listen({
  connectionString,
  channels,
  onNotice,
  onConnect,
  onLost,
  onError,
  retryMs = 1_000,
}: ListenOptions): Listener {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString });
    let lost = false;
    const again = (error?: unknown): void => {
      if (lost) return;
      lost = true;
      onLost?.();
      void next.end().catch(() => {});
      if (stopped) return;
      if (error) onError(error);
      timer = setTimeout(connect, retryMs);
    };
    next.on('error', again);
    next.on('end', () => again());
    next.on('notification', ({ channel, payload }) => onNotice(channel, payload ?? ''));
    try {
      await next.connect();
      for (const channel of channels) await next.query(`listen ${channel}`);
      client = next;
      if (stopped) await next.end();
      else onConnect();
    } catch (error) {
      again(error);
    }
  };

  void connect();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
