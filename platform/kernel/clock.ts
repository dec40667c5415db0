/** Time is an argument. `now` is asked once per request and handed on; SQL never calls now() for a fact. */
export type Clock = () => Date;

export const wallClock: Clock = () => new Date();
