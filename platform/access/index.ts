export * from './authenticate.ts';
export * from './demo-accounts.ts';
export * from './domain/check-account.ts';
export * from './domain/permit.ts';
export * from './problems.ts';
export * from './provider.ts';
export * from './store/access-log.ts';
export * from './store/accounts.ts';
export { dropExpired } from './store/oidc-adapter.ts';
