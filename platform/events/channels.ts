/** The channel on which a handled event reaches the pages of every process. */
export const handledChannel = 'songhua_handled';

/** The channel on which a worker calls those of the other processes when there is more to do than it can take. */
export const workChannel = 'songhua_work';
