export * from './chainer.ts';
export {
  type CheckMeans,
  checkWhenDue,
  findBehind,
  keepVerification,
  signedOutside,
  verifyOutside,
} from './check-log.ts';
export * from './entry.ts';
export { auditEventOf } from './fhir/audit-event.ts';
export { searchedBy } from './fhir/compile-conditions.ts';
export { readAuditEvent, searchAuditEvents, tellOwner } from './fhir/find-events.ts';
export { actionOf, interactionOf } from './fhir/interaction.ts';
export { missesBetween } from './finds.ts';
export type { Algorithm } from './hash.ts';
export { appendSigned, readSigned, type Signed } from './heads.ts';
export * from './list-entries.ts';
export * from './mask-path.ts';
export * from './prove.ts';
export { type Restore, signRestore } from './restores.ts';
export * from './reviews.ts';
export * from './security-events.ts';
export { keyName, openSigner, type Signer } from './sign.ts';
export * from './term-key.ts';
export * from './touched.ts';
export * from './trim-log.ts';
export * from './verify-log.ts';
