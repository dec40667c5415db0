/** A transaction that waited in a ring with another or lost against it may simply be tried again: nothing of it remained. */
const retryable = new Set(['40001', '40P01']);
const mostTries = 3;

export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === mostTries || !retryable.has(String((error as { code?: unknown }).code))) throw error;
    }
  }
}
