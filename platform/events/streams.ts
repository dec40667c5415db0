import { type Actor, type EventType, may } from '@songhua/kernel';

/** An open page: who reads, and how to send one server-sent event to it. */
export interface Stream {
  readonly actor: Actor;
  readonly send: (event: string) => void;
  /** Ends the page's stream; it will come back by itself and be judged anew. */
  readonly end: () => void;
}

/** Streams one person or client may hold open at once: tabs enough for anybody, no flood. */
export const mostStreams = 20;

/** One server-sent event message as text. */
export const sseMessage = (type: string, data: unknown, id?: string): string =>
  `${id ? `id: ${id}\n` : ''}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;

/** The pages now open on this process, each told only of event types its reader holds the permission for. */
export function createStreams(types: readonly EventType[]) {
  const permissions = new Map(types.map(({ type, permission }) => [type, permission]));
  const open = new Set<Stream>();
  return {
    open: (stream: Stream): (() => void) => {
      open.add(stream);
      return () => open.delete(stream);
    },
    /** An event of an undeclared type reaches nobody. */
    publish: (event: { readonly id: string; readonly type: string }): void => {
      const permission = permissions.get(event.type);
      if (!permission) return;
      for (const { actor, send } of open) if (may(actor, permission)) send(sseMessage('message', { type: event.type }, event.id));
    },
    /** Tells every page that it may have missed something and should ask again. */
    resync: (): void => {
      for (const { send } of open) send(sseMessage('message', { type: 'events.resync' }));
    },
    size: (): number => open.size,
    /** Whether this reader may open one more. */
    hasRoom: ({ id }: Actor): boolean => [...open].filter(({ actor }) => actor.id === id).length < mostStreams,
    /** Ends all of them, for shutdown. */
    endAll: (): void => {
      for (const { end } of open) end();
    },
  };
}

export type Streams = ReturnType<typeof createStreams>;
