/** How surely somebody is who they say: by a password, or by a password and a code (RFC 8176 names the ways). */
export const strengths = ['urn:songhua:acr:password', 'urn:songhua:acr:second-factor'] as const;

const [once, twice] = strengths;

/** What a sign-in tells the provider of its strength. */
export const strengthOf = (second: boolean): { readonly acr: string; readonly amr: string[] } =>
  second ? { acr: twice, amr: ['pwd', 'otp', 'mfa'] } : { acr: once, amr: ['pwd'] };
