interface About {
  readonly channel: string;
  readonly subject: string;
  readonly area: string;
  readonly town?: string | null;
  /** The last day in view. */
  readonly until: string;
}

/** The page of a series that something was judged by, up to the day of the judgement. */
export const seriesLink = ({ channel, subject, area, town, until }: About): string =>
  `/surveillance/series?${new URLSearchParams({ channel, subject, area: town || area, until })}`;
